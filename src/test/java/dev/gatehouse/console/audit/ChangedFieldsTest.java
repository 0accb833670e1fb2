// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonView;
import dev.gatehouse.account.AccountView;
import dev.gatehouse.adminapi.NotInEntityTag;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.scope.ScopeView;
import dev.gatehouse.service.upstream.UpstreamAuthentication;
import dev.gatehouse.tenant.SettingsView;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every field of an object whose changes the audit log describes, and every constant in such a field, in the words of
 * the pages: a new field without a label fails here. The stored events have the names of the admin API.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ChangedFieldsTest {
    /** What a change never names: {@code audit.Changes}. */
    private static final Set<String> DERIVED = Set.of("updatedAt", "warnings");

    /** Names that are the same in the admin API and on pages. */
    private static final Set<String> SAME = Set.of("JWT", "ES256", "RS256");

    private static final Map<String, Class<? extends Record>> CHANGED = Map.of(
            "account.changed", AccountView.class,
            "client.changed", ClientView.class,
            "scope.changed", ScopeView.class,
            "settings.changed", SettingsView.class);

    @TestHTTPResource("/")
    URI base;

    private final Map<String, ConsoleVisitor> visitors = new HashMap<>();

    record Field(String action, String name, Class<?> type) {}

    static Stream<Field> fields() {
        return CHANGED.entrySet().stream()
                .flatMap(changed -> Arrays.stream(changed.getValue().getRecordComponents())
                        .filter(Predicate.not(ChangedFieldsTest::isHidden))
                        .map(field -> new Field(changed.getKey(), field.getName(), field.getType())));
    }

    private static boolean isHidden(RecordComponent field) {
        var view = field.getAccessor().getAnnotation(JsonView.class);
        return DERIVED.contains(field.getName())
                || (view != null && List.of(view.value()).contains(NotInEntityTag.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyFieldHasItsLabel(String language) throws SQLException {
        var fields = fields().toList();
        assertThat(fields).hasSizeGreaterThan(50);

        for (var field : fields) {
            var shown = shown(language, field.action(), "event.changes", changes(text("event.value", field.name())));

            assertThat(shown).as("the label of %s", field).isNotBlank().isNotEqualTo(field.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyConstantHasItsWord(String language) throws SQLException {
        for (var field : fields().toList()) {
            for (var constant : constants(field.type())) {
                var change =
                        text("event.changed", field.name(), text("event.changed.none"), text("event.value", constant));

                var word = shown(language, field.action(), "event.changes", changes(change))
                        .replaceFirst(".* → ", "");

                assertThat(word).as("%s of %s", constant, field).isNotBlank();
                if (!SAME.contains(constant)) {
                    assertThat(word).as("%s of %s", constant, field).isNotEqualTo(constant);
                }
            }
        }
    }

    private static List<String> constants(Class<?> type) {
        if (type == boolean.class) {
            return List.of("true", "false");
        }
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name())
                        .toList()
                : List.of();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void everyStepHasTheWordOfItsExplanation(String language) throws SQLException {
        for (var step : Step.values()) {
            var reason = text("event.value", "why");

            assertThat(shown(
                            language,
                            "gateway.denied",
                            "event.call.denied",
                            new JsonArray().add(step.name()).add(reason)))
                    .endsWith(": why")
                    .doesNotContain(step.name());
            assertThat(shown(language, "gateway.denied", "event.call.other-upstream", new JsonArray().add(step.name())))
                    .doesNotContain(step.name());
        }
    }

    static Stream<String> grants() {
        return Stream.concat(
                Arrays.stream(GrantType.values())
                        .filter(grant -> grant != GrantType.REFRESH_TOKEN)
                        .map(GrantType::wireName),
                Stream.of("administrator"));
    }

    /** Issued tokens have no code, also those of the version before. */
    @ParameterizedTest
    @MethodSource("grants")
    void grantOfATokenIsNamedAsInItsForm(String grant) throws SQLException {
        for (var language : List.of("en", "de")) {
            assertThat(shownValue(language, "token.issued", grant + ": some scopes"))
                    .endsWith(": some scopes")
                    .doesNotStartWith(grant);
        }
    }

    @Test
    void corsAndCredentialsAreNamedAsInTheirForms() throws SQLException {
        assertThat(shown("de", "service.changed", "event.service.cors", new JsonArray().add("OFF")))
                .isEqualTo("CORS: Aus");
        assertThat(shown(
                        "de",
                        "service.changed",
                        "event.service.cors",
                        new JsonArray().add("ALLOW https://a.example *")))
                .isEqualTo("CORS: Diese Origins erlauben: https://a.example *");
        for (var authentication : UpstreamAuthentication.values()) {
            assertThat(shownValue("de", "upstream.changed", authentication.name()))
                    .isNotEqualTo(authentication.name());
        }
    }

    @Test
    void unknownNamesStay() throws SQLException {
        var change = text("event.changed", "ofLater", text("event.changed.none"), text("event.value", "LATER"));

        assertThat(shown("de", "client.changed", "event.changes", changes(change)))
                .isEqualTo("ofLater: kein Wert → LATER");
        assertThat(shownValue("de", "token.issued", "later: scopes")).isEqualTo("later: scopes");
        assertThat(shownValue("de", "token.issued", "scopes")).isEqualTo("scopes");
    }

    @Test
    void fieldWhoseNameWasCutIsNotShown() throws SQLException {
        assertThat(shown("de", "client.changed", "event.changes", changes(text("event.value", "redirec…"))))
                .isEqualTo("…");
    }

    private static JsonArray changes(JsonObject change) {
        return new JsonArray().add(new JsonArray().add(change));
    }

    private static JsonObject text(String code, Object... values) {
        return new JsonObject().put("code", code).put("values", new JsonArray(List.of(values)));
    }

    private String shownValue(String language, String action, String detail) throws SQLException {
        return shown(language, action, detail, null, null);
    }

    private String shown(String language, String action, String code, JsonArray values) throws SQLException {
        return shown(language, action, "as it was stored", code, values.encode());
    }

    /** Returns the detail of a stored event on the page of the audit log. */
    private String shown(String language, String action, String detail, @Nullable String code, @Nullable String values)
            throws SQLException {
        var actor = unique();
        try (var connection = PostgresResource.connect();
                var insert = connection.prepareStatement(
                        "insert into audit_event (tenant_id, id, at, action, outcome, actor, detail, detail_code,"
                                + " detail_values) values ('default', gen_random_uuid(), now(), ?, 'SUCCESS', ?, ?, ?, ?)")) {
            insert.setString(1, action);
            insert.setString(2, actor);
            insert.setString(3, detail);
            insert.setString(4, code);
            insert.setString(5, values);
            insert.execute();
        }
        var page = admin(language).page("/console/audit?actor=" + actor);
        return page.select("li.event summary bdi.soft").text();
    }

    private ConsoleVisitor admin(String language) {
        return visitors.computeIfAbsent(
                language, of -> ConsoleVisitor.of(new Gate(base).browser(of), "admin", "admin-demo"));
    }
}
