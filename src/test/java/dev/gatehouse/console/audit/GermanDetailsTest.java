// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.ConsoleVisitor;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TenantSwitches;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The details of events on pages in German, each of an event that happened over HTTP. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class GermanDetailsTest {
    private static final String AUDIT = "/console/audit?";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private AdminApi api;
    private ConsoleVisitor admin;
    private Partner partner;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        api = AdminApi.of(gate);
        admin = ConsoleVisitor.of(gate.browser("de"), "admin", "admin-demo");
        partner = Partner.register(gate);
    }

    /** The details of the events of a page, in their order. */
    private static List<String> details(Document page) {
        return page.select("li.event dt:containsOwn(Grund und Einzelheiten) + dd")
                .eachText();
    }

    private List<String> details(String query) {
        return details(admin.page(AUDIT + query));
    }

    /** Waits for events that are written shortly after the answer. */
    private void assertShown(String query, String... details) {
        await().untilAsserted(() -> assertThat(details(query)).containsExactly(details));
    }

    private String ofPartner(String action) {
        return "action=" + action + "&client=" + partner.clientId();
    }

    private String tokenId() {
        return api.walk("/tokens?client=" + partner.clientId()).getFirst().getString("id");
    }

    @Nested
    class Calls {

        @Test
        void deniedWithAToken() {
            gate.get("/integration/elsewhere", partner.accessToken());

            assertShown(
                    ofPartner("gateway.denied"),
                    "Scope: Kein Scope des Access-Tokens deckt GET für diese URL ab. Token: " + tokenId());
        }

        @Test
        void deniedWithAnUnknownToken() {
            var path = "/integration/" + unique();
            gate.get(path, "unknown");

            assertShown("search=" + path, "Bekannt: Das Access-Token ist unbekannt.");
        }

        @Test
        void deniedCallStillLeadsToItsExplanation() {
            gate.get("/integration/elsewhere", partner.accessToken());
            var query = ofPartner("gateway.denied");

            await().until(() -> !details(query).isEmpty());
            assertThat(admin.page(AUDIT + query).selectFirst("a.why").attr("href"))
                    .endsWith("&tokenId=" + tokenId());
        }

        @Test
        void explained() {
            api.post(
                    "/why-denied",
                    new JsonObject()
                            .put("method", "GET")
                            .put("url", "/integration/elsewhere")
                            .put("client", partner.clientId()));

            assertShown(
                    ofPartner("gateway.explained"), "Scope: Kein Scope des Access-Tokens deckt GET für diese URL ab.");
        }
    }

    @Nested
    class Tokens {

        @Test
        void refused() {
            partner.token(Map.entry("grant_type", "nonsense"));
            assertShown(ofPartner("token.refused"), "unsupported_grant_type: Der Grant-Typ ist unbekannt.");
            partner.token();
            partner.token(Map.entry("grant_type", "client_credentials"), Map.entry("scope", "none"));
            partner.refresh("unknown");

            await().untilAsserted(() -> assertThat(details(ofPartner("token.refused")))
                    .containsExactlyInAnyOrder(
                            "unsupported_grant_type: Der Grant-Typ ist unbekannt.",
                            "invalid_request: grant_type fehlt.",
                            "invalid_scope: Der Scope none kann diesem Client nicht freigegeben werden.",
                            "invalid_grant: Das Refresh-Token ist unbekannt, verbraucht oder widerrufen."));
        }

        @Test
        void refusedToAClientWithAWrongSecret() {
            gate.token(
                    Map.entry("grant_type", "client_credentials"),
                    Map.entry("client_id", partner.clientId()),
                    Map.entry("client_secret", "wrong"));

            assertShown(ofPartner("client.authentication"), "Das Secret ist falsch.");
        }

        @Test
        void revoked() {
            partner.revoke(partner.accessToken());
            assertShown("action=token.revoked&search=" + tokenId(), "Der Client hat es widerrufen.");

            partner.accessToken();
            var id = tokenId();
            api.delete("/tokens/" + id);
            assertShown("action=token.revoked&search=" + id, "Ein Administrator hat es gelöscht.");
        }

        @Test
        void ofACodeThatWasSentAgain() {
            var code = partner.code();
            partner.redeem(code);
            partner.redeem(code);

            assertShown(ofPartner("code.replayed"), "Was mit dem Code ausgestellt wurde, ist widerrufen.");
            assertShown(
                    "action=token.revoked&search=" + tokenId(), "Sein Authorization Code wurde noch einmal gesendet.");
            assertShown(
                    ofPartner("token.refused"),
                    "invalid_grant: Der Authorization Code ist ungültig, abgelaufen oder schon benutzt.");
        }

        @Test
        void issuedHaveTheirGrantAndScopes() {
            partner.accessToken();

            assertShown(ofPartner("token.issued"), "Client Credentials: CalculatorScope CustomerRegistrationScope");
        }

        @Test
        void ofAPageAreInGermanToo() {
            gate.get("/integration/elsewhere", partner.accessToken());
            var id = tokenId();
            api.delete("/tokens/" + id);

            await().untilAsserted(() -> assertThat(details(admin.page("/console/tokens/" + id)))
                    .contains(
                            "Scope: Kein Scope des Access-Tokens deckt GET für diese URL ab. Token: " + id,
                            "Ein Administrator hat es gelöscht."));
        }
    }

    @Nested
    class Authorizations {

        private List<Map.Entry<String, String>> request(String... more) {
            return List.of(
                    Map.entry("response_type", "code"),
                    Map.entry("client_id", partner.clientId()),
                    Map.entry("redirect_uri", Gate.REDIRECT_URI),
                    Map.entry(more[0], more[1]));
        }

        @Test
        void refused() {
            gate.browser().authorize(request("scope", "none"));
            gate.browser().authorize(request("code_challenge_method", "S256"));
            gate.browser().authorize(request("response_mode", "web_message"));
            gate.browser().authorize(request("redirect_uri", "x"));

            await().untilAsserted(() -> assertThat(details(ofPartner("authorization.refused")))
                    .containsExactlyInAnyOrder(
                            "invalid_scope: Der Scope none ist dem Client nicht zugeordnet.",
                            "invalid_request: code_challenge_method wurde ohne code_challenge gesendet.",
                            "invalid_request: response_mode muss query, fragment oder form_post sein."));
            await().untilAsserted(() -> assertThat(details("action=authorization.refused"))
                    .contains("invalid_request: Die Anwendung hat eine ungültige Anfrage gesendet. redirect_uri wurde"
                            + " mehr als einmal gesendet."));
        }

        @Test
        void deniedByTheUser() {
            var browser = gate.browser();
            var page = browser.follow(browser.authorize(request("scope", Gate.CALCULATOR_SCOPE)));
            browser.deny(browser.signIn(page, "jane", "jane-demo"));

            assertShown(ofPartner("authorization.denied"), "Der Resource Owner hat den Zugriff abgelehnt.");
        }
    }

    @Nested
    class SignIns {
        private final String username = unique();

        private void signIn(String password) {
            gate.browser().form("/signin", Map.entry("username", username), Map.entry("password", password));
        }

        @Test
        void failed() {
            var id = api.createPerson(username);
            signIn("wrong");
            assertShown("action=account.sign_in&actor=" + username, "Das Passwort ist falsch.");

            api.put(
                    "/accounts/" + id,
                    new JsonObject().put("displayName", username).put("active", false));
            signIn(username + "-demo");
            await().untilAsserted(() -> assertThat(details("action=account.sign_in&actor=" + username))
                    .containsExactly("Das Konto ist nicht aktiv.", "Das Passwort ist falsch."));
        }

        @Test
        void endedElsewhere() {
            api.createPerson(username);
            signIn(username + "-demo");
            var browser = gate.browser("de");
            var visitor = ConsoleVisitor.of(browser, username, username + "-demo");
            visitor.post("/my-access/sessions", Map.of());

            assertShown("action=session.ended&actor=" + username, "anderswo abgemeldet, Sitzungen: 1");
        }
    }

    @Nested
    class Changes {

        @Test
        void ofAClient() {
            partner.change("description", "Für {0} & mehr");

            assertShown(ofPartner("client.changed"), "Beschreibung: kein Wert → Für {0} & mehr");
        }

        @Test
        void ofSettings() {
            var title = unique();
            try (var _ = TenantSwitches.with(gate, "approvalTitle", title)) {
                assertThat(details("action=settings.changed&search=none")).startsWith("Titel: kein Wert → " + title);
            }
            assertThat(details("action=settings.changed&search=none")).startsWith("Titel: " + title + " → kein Wert");
        }

        @Test
        void ofAnAccount() {
            var username = unique();
            var id = api.createPerson(username, "AUDITOR");
            api.put(
                    "/accounts/" + id,
                    new JsonObject()
                            .put("displayName", "Erika")
                            .put("active", true)
                            .put("password", username + "-new-password"));

            assertShown(
                    "action=account.&search=" + username,
                    "Anzeigename: " + username + " → Erika, Rolle: Auditor → Keine Rolle, Passwort ersetzt",
                    "Rolle: Auditor");
        }

        @Test
        void ofAGroup() {
            var name = unique();
            var group = api.createGroup(name);
            api.put("/groups/" + group, new JsonObject().put("name", name + "x"));

            assertShown("action=group.changed&search=" + name, "hieß zuvor " + name);
        }

        @ParameterizedTest
        @CsvSource({
            "requireHttps, HTTPS: Erforderlich → Optional",
            "requirePkce, PKCE für vertrauliche Clients: Erforderlich → Optional",
            "allowImplicit, Implicit Grant: Erlaubt → Nicht erlaubt",
            "allowPassword, Password Grant: Erlaubt → Nicht erlaubt"
        })
        void ofASwitchOfTheSettings(String name, String detail) {
            try (var _ = TenantSwitches.with(gate, name, true);
                    var _ = TenantSwitches.with(gate, name, false)) {
                assertThat(details("action=settings.changed")).startsWith(detail);
            }
        }

        @Test
        void ofTheActivationOfAClient() {
            partner.change("active", false);

            assertShown(ofPartner("client.changed"), "Status: Aktiv → Inaktiv");
        }

        @Test
        void ofTheChoicesOfAClient() {
            partner.change("approval", "NEVER");

            assertShown(ofPartner("client.changed"), "Freigabe: Immer fragen → Nie fragen");
        }

        @Test
        void thatChangeNothing() {
            partner.change("description", null);

            assertShown(ofPartner("client.changed"), "nichts");
        }
    }

    @Nested
    class Exports {

        @Test
        void ofTheAuditLog() {
            api.get("/audit-events/export");

            assertThat(details("action=audit.exported")).contains("alles");
        }

        @Test
        void ofTheAuditLogWithFilters() {
            api.get("/audit-events/export?action=token.issued&outcome=denied");

            assertThat(details("action=audit.exported")).contains("Aktion=\"token.issued\", Ergebnis=\"Abgelehnt\"");
        }

        @Test
        void ofAClient() {
            api.get("/clients/" + partner.clientId() + "/postman-collection");

            assertShown(ofPartner("client.exported"), "Postman-Collection");
        }
    }

    @Nested
    class Languages {

        @Test
        void everythingButPagesStaysEnglish() {
            partner.change("description", "Neu");
            var query = ofPartner("client.changed");

            var event = api.walk("/audit-events?" + query).getFirst();
            assertThat(event.getString("detail")).isEqualTo("description: none → Neu");
            assertThat(event.fieldNames()).doesNotContain("detailCode", "detailValues");
            assertThat(api.get("/audit-events/export?" + query).body())
                    .contains("\"detail\":\"description: none → Neu\"")
                    .doesNotContain("detailCode", "detailValues");
            assertThat(ConsoleVisitor.administrator(gate)
                            .page(AUDIT + query)
                            .select("li.event summary bdi.soft")
                            .eachText())
                    .contains("Description: none → Neu");
        }

        @Test
        void searchFindsTheEnglishDetail() {
            partner.change("description", "Neu");

            assertThat(details(ofPartner("client.changed") + "&search=none")).hasSize(1);
            assertThat(details(ofPartner("client.changed") + "&search=kein+Wert"))
                    .isEmpty();
        }

        @Test
        void rowsOfTheVersionBeforeStayAsTheyAre() throws SQLException {
            var actor = unique();
            try (var connection = PostgresResource.connect();
                    var insert = connection.prepareStatement(
                            "insert into audit_event (tenant_id, id, at, action, outcome, actor, detail)"
                                    + " values ('default', gen_random_uuid(), now(), 'account.sign_in', 'DENIED', ?,"
                                    + " 'the password is wrong')")) {
                insert.setString(1, actor);
                insert.execute();
            }

            assertShown("actor=" + actor, "the password is wrong");
        }

        @Test
        void overviewIsInGermanToo() {
            var path = "/integration/" + unique();
            gate.get(path, "unknown");

            await().untilAsserted(() -> assertThat(
                            admin.page("/console").select("li.event").eachText())
                    .anyMatch(event -> event.contains(path + " Bekannt: Das Access-Token ist unbekannt.")));
        }
    }
}
