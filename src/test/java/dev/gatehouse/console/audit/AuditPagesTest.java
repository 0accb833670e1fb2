// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PageText;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit log in the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditPagesTest {
    private static final String AUDIT = "/console/audit";
    private static final Pattern TAIL = Pattern.compile("hx-get=\"([^\"]+)\"");
    private static final Pattern EVENT = Pattern.compile("<li class=\"event\" id=\"e-([0-9a-f-]+)\">");

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi admin;
    private Browser administrator;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        administrator = signedIn("admin", "admin-demo");
    }

    private Browser signedIn(String username, String password) {
        var browser = gate.browser();
        var answer = browser.form("/signin", Map.entry("username", username), Map.entry("password", password));
        assertThat(answer.status()).isEqualTo(303);
        return browser;
    }

    private Answer page(String query) {
        var page = administrator.get(AUDIT + "?" + query);
        assertThat(page.status()).as("%s", page).isEqualTo(200);
        return page;
    }

    /** Returns the IDs of the events on a page, in the order of the page. */
    private static List<String> shown(Answer page) {
        return EVENT.matcher(page.body()).results().map(one -> one.group(1)).toList();
    }

    private List<String> events(String query) {
        return admin.walk("/audit-events?" + query).stream()
                .map(event -> event.getString("id"))
                .toList();
    }

    private static String tailOf(Answer page) {
        var matcher = TAIL.matcher(page.body());
        assertThat(matcher.find()).as("%s", page).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    @Nested
    class Words {

        @ParameterizedTest
        @EnumSource(AuditAction.class)
        void thereAreSomeForEverythingThatCanHappen(AuditAction action) throws IOException {
            assertThat(Arrays.stream(AuditMessages.class.getMethods()).map(Method::getName))
                    .contains(AuditActionMessages.of(action));
            assertThat(german()).containsKey(AuditActionMessages.of(action));
        }

        @Test
        void everyTextIsThereInGerman() throws IOException {
            assertThat(german().stringPropertyNames())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(AuditMessages.class.getMethods())
                            .map(Method::getName)
                            .toList());
        }

        @ParameterizedTest
        @CsvSource({"en, Token issued, Tokens: all", "de, Token ausgestellt, Tokens: alle"})
        void everythingCanBePickedInTheLanguageOfTheBrowser(String language, String one, String group) {
            var page = gate.send("GET", AUDIT, null, Map.of("Cookie", cookies(), "Accept-Language", language));
            assertThat(page.body())
                    .contains("<option value=\"token.issued\">" + one + "</option>")
                    .contains("<option value=\"token.\">" + group + "</option>");
            assertThat(AuditAction.wireNames())
                    .allSatisfy(name -> assertThat(page.body()).contains("<option value=\"" + name + "\">"));
        }

        private String cookies() {
            return administrator.cookies().entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
        }

        private static Properties german() throws IOException {
            var german = new Properties();
            try (Reader file = new InputStreamReader(
                    Objects.requireNonNull(AuditMessages.class.getResourceAsStream("/messages/audit_de.properties")),
                    StandardCharsets.UTF_8)) {
                german.load(file);
            }
            return german;
        }
    }

    @Nested
    class Reading {

        @Test
        void newestStandsFirst() {
            var group = admin.createGroup(unique());
            var name = unique();
            admin.put("/groups/" + group, new JsonObject().put("name", name));
            admin.put("/groups/" + group, new JsonObject().put("name", name + "x"));
            var page = page("search=" + name);
            assertThat(shown(page)).hasSize(2).isEqualTo(events("search=" + name));
            assertThat(PageText.of(page)).containsSubsequence("Group changed " + name + "x", "Group changed " + name);
        }

        @Test
        void eventSaysWhoDidWhatAndLeadsOn() {
            var partner = Partner.register(gate);
            partner.clientCredentials();
            var token = admin.walk("/tokens?client=" + partner.clientId())
                    .getFirst()
                    .getString("id");
            var title = partner.registration().getString("name") + " 1.0";
            var page = page("client=" + partner.clientId());
            assertThat(PageText.of(page))
                    .containsSubsequence(
                            "Success Token issued Client credentials: CalculatorScope CustomerRegistrationScope "
                                    + title + " 127.0.0.1 Action token.issued",
                            "Success Client registered " + title + " admin " + title);
            assertThat(page.body())
                    .contains("href=\"/console/clients/" + partner.clientId() + "\"")
                    .contains("href=\"/console/tokens/" + token + "\"")
                    .contains("href=\"/console/accounts?search=admin\"");
        }

        @Test
        void deniedCallLeadsToItsExplanation() {
            var partner = Partner.register(gate);
            var token = partner.accessToken();
            gate.get("/integration/elsewhere/a%20b", token);
            var id = admin.get("/tokens?client=" + partner.clientId())
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");
            await().until(() ->
                    !AuditTrail.of("gateway.denied", partner.clientId()).isEmpty());
            var page = page("action=gateway.denied&client=" + partner.clientId());
            assertThat(PageText.of(page)).contains("Denied Call denied GET /integration/elsewhere/a%20b");
            assertThat(page.body())
                    .contains(
                            "href=\"/console/why-denied?method=GET&amp;url=%2Fintegration%2Felsewhere%2Fa%2520b&amp;tokenId="
                                    + id + "\"");
        }

        @Test
        void whatPeopleHaveTypedIsText() {
            var mark = unique();
            admin.createGroup("<b>" + mark + "</b>");
            assertThat(page("search=" + mark).body())
                    .contains("&lt;b&gt;" + mark + "&lt;/b&gt;")
                    .doesNotContain("<b>");
        }

        @Test
        void auditorReadsAllOfIt() {
            var username = unique();
            admin.createPerson(username, "AUDITOR");
            var page = signedIn(username, username + "-demo").get(AUDIT + "?search=" + username);
            assertThat(shown(page)).isEqualTo(events("search=" + username)).hasSize(2);
        }
    }

    @Nested
    class Filters {

        @Test
        void areTheApis() {
            var partner = Partner.register(gate);
            partner.clientCredentials();
            partner.token(Map.entry("grant_type", "nonsense"));
            await().until(() ->
                    !AuditTrail.of("token.refused", partner.clientId()).isEmpty());
            for (var filter : List.of(
                    "",
                    "&action=token.",
                    "&action=token.issued",
                    "&outcome=DENIED",
                    "&actor=admin",
                    "&address=127.0.0.1",
                    "&address=192.0.2.1")) {
                var query = "client=" + partner.clientId() + filter;
                assertThat(shown(page(query))).as(query).isEqualTo(events(query));
            }
            assertThat(shown(page("client=" + partner.clientId() + "&outcome=DENIED")))
                    .hasSize(1);
        }

        @Test
        void momentsWithoutZoneAreUtc() {
            var mark = unique();
            admin.createGroup(mark);
            assertThat(shown(page("search=" + mark + "&from=2020-01-31T08:00&to=2999-01-31T08:00")))
                    .hasSize(1);
            assertThat(shown(page("search=" + mark + "&to=2020-01-31T08:00"))).isEmpty();
            assertThat(shown(page("search=" + mark + "&from=2999-01-31T08:00:00Z")))
                    .isEmpty();
        }

        @Test
        void wrongOnesAreToldAndKept() {
            var page = administrator.get(AUDIT + "?from=yesterday&actor=admin&action=nonsense");
            assertThat(page.status()).isEqualTo(400);
            assertThat(PageText.of(page))
                    .contains("Invalid filters. Please correct:")
                    .contains("From : Enter a time such as 2026-01-31T08:00:00Z.")
                    .contains(
                            "Action : Enter an action such as token.issued, or the first part of actions, such as token.");
            assertThat(page.body()).contains("name=\"actor\" type=\"text\" value=\"admin\"");
            assertThat(shown(page)).isEmpty();
        }

        @Test
        void nothingFoundCanBeCleared() {
            assertThat(PageText.of(page("search=" + unique()))).contains("Nothing matches your search. Clear");
        }
    }

    @Nested
    class Following {

        @Test
        void whatComesSinceComesOnceAndOnlyWhatIsWanted() {
            var mark = unique();
            admin.createGroup(mark + " before");
            var page = page("live=true&search=" + mark);
            assertThat(shown(page)).hasSize(1);
            var tail = new AtomicReference<>(tailOf(page));
            admin.createGroup(mark + " after");
            admin.createGroup(unique());
            var news = new AtomicReference<Answer>();
            await().until(() -> {
                var answer = administrator.get(tail.get());
                tail.set(tailOf(answer));
                if (PageText.of(answer).contains(mark + " after")) {
                    news.set(answer);
                }
                return news.get() != null;
            });
            assertThat(shown(news.get())).isEqualTo(events("search=" + mark + "+after"));
            assertThat(PageText.of(news.get())).contains("One new event, the newest at ");
            var later = administrator.get(tail.get());
            assertThat(shown(later)).isEmpty();
            assertThat(later.body()).doesNotContain("id=\"news\"");
        }

        @Test
        void isOffUntilItIsAskedFor() {
            assertThat(page("search=x").body())
                    .doesNotContain("hx-get")
                    .contains("href=\"/console/audit?search=x&amp;live=true\"");
            assertThat(page("search=x&live=true").body())
                    .contains("href=\"/console/audit?search=x\"")
                    .contains("aria-live=\"polite\"");
        }

        @Test
        void whoseSessionHasEndedLoadsThePageAgainToSignIn() {
            var answer = gate.send("GET", AUDIT + "/tail", null, Map.of("HX-Request", "true"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("hx-refresh")).isEqualTo("true");
            assertThat(answer.body()).isEmpty();
        }
    }

    @Nested
    class Exporting {

        @Test
        void fileHasWhatTheApisExportHas() {
            var mark = unique();
            admin.createGroup(mark + " one");
            admin.createGroup(mark + " two");
            var query = "search=" + mark + "&from=2020-01-31T08:00:00Z";
            var file = administrator.get(AUDIT + "/export?search=" + mark + "&from=2020-01-31T08:00");
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("content-type")).startsWith("application/jsonl");
            assertThat(file.header("content-disposition")).isEqualTo("attachment; filename=\"audit-events.jsonl\"");
            assertThat(file.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(file.body().lines().filter(line -> line.contains("group.created")))
                    .hasSize(2)
                    .isEqualTo(admin.get("/audit-events/export?" + query)
                            .body()
                            .lines()
                            .filter(line -> line.contains("group.created"))
                            .toList());
        }

        @Test
        void isOfferedWithTheFiltersAndAudited() {
            var mark = unique();
            assertThat(page("search=" + mark + "&outcome=DENIED").body())
                    .contains("href=\"/console/audit/export?search=" + mark + "&amp;outcome=DENIED\"");
            administrator.get(AUDIT + "/export?search=" + mark);
            assertThat(AuditTrail.by("audit.exported", "admin")).contains("SUCCESS search=\"" + mark + "\"");
        }

        @Test
        void wrongFiltersAreRefusedOnAPage() {
            var refused = administrator.get(AUDIT + "/export?from=yesterday");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.header("content-type")).startsWith("text/html");
        }
    }
}
