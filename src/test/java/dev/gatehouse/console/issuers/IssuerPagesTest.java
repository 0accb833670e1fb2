// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.issuers;

import static dev.gatehouse.testing.ConsoleVisitor.error;
import static dev.gatehouse.testing.ConsoleVisitor.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OtherIssuer;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The trusted issuer pages of the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class IssuerPagesTest {
    private static final String ISSUERS = "/console/settings/issuers";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi api;
    private ConsoleVisitor admin;
    private OtherIssuer issuer;
    private String name;

    @BeforeEach
    void anIssuer() {
        gate = new Gate(base);
        api = AdminApi.of(gate);
        admin = ConsoleVisitor.administrator(gate);
        issuer = OtherIssuer.start();
        issuer.publish(OtherIssuer.es256("one"));
        name = AdminApi.unique();
    }

    @AfterEach
    void isGone() {
        items().forEach(view -> api.delete("/issuers/" + ((JsonObject) view).getString("id")));
        issuer.close();
    }

    @Test
    void oneIsAddedWithItsScopesAndShown() {
        var page = admin.done(add(Map.of(
                "scopes",
                List.of("read all " + Gate.CUSTOMERS_SCOPE + "\n\n calc  " + Gate.CALCULATOR_SCOPE),
                "clients",
                List.of("one\ntwo"))));

        assertThat(page.select("h1").text()).isEqualTo(name);
        assertThat(page.select("tbody tr").eachText())
                .containsExactlyInAnyOrder("read all " + Gate.CUSTOMERS_SCOPE, "calc " + Gate.CALCULATOR_SCOPE);
        var saved = saved();
        assertThat(saved.getString("issuer")).isEqualTo(issuer.url());
        assertThat(saved.getJsonArray("algorithms").getList()).containsExactly("RS256", "ES256");
        assertThat(saved.getJsonArray("clients").getList()).containsExactly("one", "two");
        assertThat(saved.getString("tokenTypes")).isEqualTo("AT_JWT");
        assertThat(admin.page(ISSUERS + "?search=" + name).select("tbody tr").text())
                .contains(name, issuer.url(), "Active");
    }

    @Test
    void whatIsWrongIsToldBesideItAndNothingLost() {
        var answer = add(Map.of(
                "issuer", List.of("ftp://nowhere"), "scopes", List.of("lonely"), "description", List.of("kept")));

        var page = ConsoleVisitor.page(answer, 422, ISSUERS);
        assertThat(error(page, "issuer")).startsWith("Enter an absolute https URL");
        assertThat(error(page, "scopes")).isEqualTo("A value is required.");
        assertThat(value(page, "description")).isEqualTo("kept");
        assertThat(value(page, "scopes")).isEqualTo("lonely");
    }

    @Test
    void aCheckTellsTheKeysAndSavesNothing() {
        var answer = admin.submit(admin.page(ISSUERS + "/new"), ISSUERS + "/new/check", fields(Map.of()));

        var page = ConsoleVisitor.page(answer, 200, ISSUERS);
        assertThat(page.select("#findings").text()).contains("No problems found.", "one EC P-256");
        assertThat(value(page, "name")).isEqualTo(name);
        assertThat(items()).isEmpty();
    }

    @Test
    void aCheckTellsWhatWouldBeRefused() {
        var checked = admin.submit(
                admin.page(ISSUERS + "/new"), ISSUERS + "/new/check", fields(Map.of("algorithms", List.of("RS256"))));
        assertThat(ConsoleVisitor.page(checked, 200, ISSUERS)
                        .select("#findings .alert")
                        .text())
                .contains("Invalid settings:", "no key for the allowed algorithms");

        var unread =
                admin.submit(admin.page(ISSUERS + "/new"), ISSUERS + "/new/check", fields(Map.of("name", List.of(""))));
        assertThat(ConsoleVisitor.page(unread, 200, ISSUERS)
                        .select("#findings .alert")
                        .text())
                .contains("Name: A value is required.");
    }

    @Test
    void itsSecretIsTakenKeptAndNeverShown() {
        var answer = add(Map.of(
                "validation",
                List.of("INTROSPECTION"),
                "introspectionEndpoint",
                List.of(issuer.url() + OtherIssuer.INTROSPECT),
                "clientId",
                List.of(OtherIssuer.CLIENT),
                "clientSecret",
                List.of(OtherIssuer.SECRET),
                "tokenPrefix",
                List.of(name)));
        var view = admin.done(answer);
        assertThat(view.html()).doesNotContain("pass:word");
        var path = ISSUERS + "/" + saved().getString("id");

        admin.done(admin.submit(admin.page(path + "/edit"), Map.of("description", List.of("edited"))));

        assertThat(saved().getString("description")).isEqualTo("edited");
        assertThat(ConsoleVisitor.page(
                                admin.submit(admin.page(path + "/edit"), path + "/edit/check", Map.of()), 200, path)
                        .select("#findings")
                        .text())
                .contains("No problems found.");
        assertThat(ConsoleVisitor.page(admin.post(path + "/check", Map.of()), 200, path)
                        .select("#findings")
                        .text())
                .contains("No problems found.");
        var moved = ConsoleVisitor.page(
                admin.submit(admin.page(path + "/edit"), Map.of("clientId", List.of("another"))), 422, path);
        assertThat(error(moved, "clientSecret"))
                .contains("Enter the client secret again, because the endpoint or the client ID changes.");
    }

    @Test
    void theSecondAdministratorIsToldAndLosesNothing() {
        admin.done(add(Map.of()));
        var path = ISSUERS + "/" + saved().getString("id");
        var mine = admin.page(path + "/edit");
        admin.done(admin.submit(admin.page(path + "/edit"), Map.of("description", List.of("theirs"))));

        var refused =
                ConsoleVisitor.page(admin.submit(mine, Map.of("description", List.of("mine"))), 422, path + "/edit");

        assertThat(value(refused, "description")).isEqualTo("mine");
        admin.done(admin.submit(refused, path + "/edit", Map.of()));
        assertThat(saved().getString("description")).isEqualTo("mine");
    }

    @Test
    void oneThatDoesNotAnswerIsSavedAndThePageSaysSo() {
        issuer.breakDown();

        assertThat(admin.done(add(Map.of())).select(".warning").text())
                .contains("Some settings could not be checked when the issuer was saved. Check the issuer now.");
        assertThat(admin.page(ISSUERS + "/" + saved().getString("id"))
                        .select(".warning")
                        .text())
                .isEqualTo("No scope is mapped, so tokens of this issuer allow no call.");
    }

    @Test
    void deletionNamesWhatIsLost() {
        admin.done(add(Map.of("scopes", List.of("calc " + Gate.CALCULATOR_SCOPE))));
        var path = ISSUERS + "/" + saved().getString("id");
        var page = admin.page(path + "/delete");
        assertThat(page.select(".facts").text()).contains("calc", Gate.CALCULATOR_SCOPE);

        admin.done(admin.submit(page, Map.of()));

        assertThat(items()).isEmpty();
    }

    @Test
    void auditorsSeeItAndMayPressNothing() {
        admin.done(add(Map.of()));
        var path = ISSUERS + "/" + saved().getString("id");
        var auditor = ConsoleVisitor.auditor(gate);

        assertThat(auditor.page(path).select("main button:not(.copy), main a.button"))
                .isEmpty();
        for (var post : List.of(
                ISSUERS + "/new",
                ISSUERS + "/new/check",
                path + "/check",
                path + "/edit",
                path + "/edit/check",
                path + "/delete")) {
            assertThat(auditor.post(post, Map.of()).status()).as(post).isEqualTo(403);
        }
        assertThat(items()).hasSize(1);
    }

    private Answer add(Map<String, List<String>> changes) {
        return admin.submit(admin.page(ISSUERS + "/new"), fields(changes));
    }

    private Map<String, List<String>> fields(Map<String, List<String>> changes) {
        var fields = new HashMap<String, List<String>>();
        fields.put("name", List.of(name));
        fields.put("issuer", List.of(issuer.url()));
        fields.putAll(changes);
        return fields;
    }

    private JsonArray items() {
        return api.get("/issuers?search=" + name).json().getJsonArray("items");
    }

    private JsonObject saved() {
        assertThat(items()).hasSize(1);
        return items().getJsonObject(0);
    }
}
