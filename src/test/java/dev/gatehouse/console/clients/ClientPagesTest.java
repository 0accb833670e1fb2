// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import static dev.gatehouse.console.clients.ClientDesk.CLIENTS;
import static dev.gatehouse.console.clients.ClientDesk.NEW;
import static dev.gatehouse.console.clients.ClientDesk.error;
import static dev.gatehouse.console.clients.ClientDesk.facts;
import static dev.gatehouse.console.clients.ClientDesk.form;
import static dev.gatehouse.console.clients.ClientDesk.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Client Registration in the console. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ClientPagesTest {
    @TestHTTPResource("/")
    URI base;

    Gate gate;
    ClientDesk desk;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        desk = ClientDesk.of(gate);
    }

    @Nested
    class Listed {

        @Test
        void aSearchFindsByNameAndShowsStatusScopesAndType() {
            var partner = Partner.register(gate);
            var name = partner.registration().getString("name");
            var rows = desk.page(CLIENTS + "?search=" + Gate.encode(name)).select("tbody tr");
            assertThat(rows).hasSize(1);
            assertThat(rows.select("th a").text()).isEqualTo(name);
            assertThat(rows.select("th a").attr("href")).isEqualTo(CLIENTS + "/" + partner.clientId());
            assertThat(rows.select("td").eachText())
                    .startsWith(
                            "Confidential",
                            "Active. Deactivate: " + name + " 1.0",
                            "2 Scopes: " + name + " 1.0",
                            "just now",
                            "just now");
        }

        @Test
        void isSortedByNameCreationAndChangeEitherWay() {
            var mark = AdminApi.unique();
            var first = Partner.register(gate, new JsonObject().put("name", mark + " B"));
            Partner.register(gate, new JsonObject().put("name", mark + " A"));
            first.change("description", "changed last");
            var list = CLIENTS + "?search=" + mark + "&sort=";
            assertThat(desk.page(list + "name").select("tbody th a").eachText())
                    .containsExactly(mark + " A", mark + " B");
            assertThat(desk.page(list + "-name").select("tbody th a").eachText())
                    .containsExactly(mark + " B", mark + " A");
            assertThat(desk.page(list + "createdAt").select("tbody th a").eachText())
                    .containsExactly(mark + " B", mark + " A");
            assertThat(desk.page(list + "-updatedAt").select("tbody th a").eachText())
                    .containsExactly(mark + " B", mark + " A");
            assertThat(desk.page(list + "-updatedAt")
                            .select("th[aria-sort=descending]")
                            .text())
                    .isEqualTo("Last change");
        }

        @Test
        void nothingFoundOffersToClearTheSearch() {
            var empty = desk.page(CLIENTS + "?search=" + AdminApi.unique()).selectFirst(".empty");
            assertThat(empty.text()).isEqualTo("Nothing matches your search. Clear");
            assertThat(empty.selectFirst("a").attr("href")).isEqualTo(CLIENTS);
        }

        @Test
        void whatPeopleTypeIsText() {
            var mark = AdminApi.unique();
            Partner.register(
                    gate,
                    new JsonObject().put("name", mark).put("description", "<img src=x onerror=alert(1)>{msg:product}"));
            var row = desk.page(CLIENTS + "?search=" + mark).selectFirst("tbody tr");
            assertThat(row.select("img")).isEmpty();
            assertThat(row.text()).contains("<img src=x onerror=alert(1)>{msg:product}");
        }
    }

    @Nested
    class Registering {

        @Test
        void theFormIsPreselectedForAConfidentialClientOnTheCodeFlow() {
            var form = form(desk.page(NEW));
            assertThat(form.select("input[checked]").eachAttr("value"))
                    .containsExactly(
                            "CONFIDENTIAL",
                            "authorization_code",
                            "REDIRECT_URIS",
                            "GLOBAL",
                            "ALWAYS",
                            "GLOBAL",
                            "LIMITED",
                            "GLOBAL",
                            "GLOBAL",
                            "NONE");
            assertThat(form.getElementById("clientVersion").val()).isEqualTo("1.0");
            assertThat(form.select(".badge.warn").eachText()).contains("risky");
        }

        @Test
        void theSecretAndTheEndpointsAreShownOnceWithWhatToDoNext() {
            var name = "Partner " + AdminApi.unique();
            var answer = desk.submit(
                    desk.page(NEW),
                    NEW,
                    Map.entry("name", name),
                    Map.entry("postman", "true"),
                    Map.entry("scopes", Gate.CUSTOMERS_SCOPE));
            var page = page(answer, 200);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            assertThat(page.selectFirst("h1").text()).isEqualTo("Client registered");
            var credentials = facts(page.selectFirst(".secret"));
            var clientId = credentials.get("Client ID");
            var secret = credentials.get("Client secret");
            assertThat(credentials).containsOnlyKeys("Client ID", "Client secret");
            assertThat(secret).startsWith("gcs_");
            assertThat(page.select(".secret [data-copy]").eachAttr("data-copy")).containsExactly(clientId, secret);
            var issuer = gate.issuer();
            assertThat(facts(page.selectFirst("section.panel")))
                    .containsExactly(
                            entry("Authorization URL", issuer + "/integration/rest/oAuth/authorize"),
                            entry("Token URL", issuer + "/integration/rest/oAuth/getToken"),
                            entry("Refresh URL", issuer + "/integration/rest/oAuth/getToken"),
                            entry("Introspection URL", issuer + "/integration/rest/oAuth/introspect"),
                            entry("Revocation URL", issuer + "/integration/rest/oAuth/revoke"),
                            entry("Metadata", issuer + "/.well-known/oauth-authorization-server"));
            assertThat(page.select(".steps h3").eachText())
                    .containsExactly("Run in Postman", "Or use a code sample", "Check the token");
            var client = desk.registered(clientId);
            assertThat(client.getJsonArray("redirectUris"))
                    .isEqualTo(JsonArray.of("https://oauth.pstmn.io/v1/callback"));
            assertThat(client.getJsonArray("scopes")).isEqualTo(JsonArray.of(Gate.CUSTOMERS_SCOPE));
            assertThat(client.getJsonArray("grantTypes")).isEqualTo(JsonArray.of("authorization_code"));
            assertThat(AuditTrail.of("client.created", clientId)).containsExactly("SUCCESS");
            assertThat(desk.browser().get(CLIENTS + "/" + clientId).body()).doesNotContain(secret);
        }

        @Test
        void aRegisteredClientCredentialsClientGetsAToken() {
            var page = page(
                    desk.submit(
                            desk.page(NEW),
                            NEW,
                            Map.entry("name", AdminApi.unique()),
                            Map.entry("grantTypes", "client_credentials"),
                            Map.entry("scopes", Gate.CALCULATOR_SCOPE)),
                    200);
            var credentials = facts(page.selectFirst(".secret"));
            var token = gate.tokenWithBasic(
                    credentials.get("Client ID"),
                    credentials.get("Client secret"),
                    Map.entry("grant_type", "client_credentials"));
            assertThat(token.status()).isEqualTo(200);
            assertThat(token.json().getString("scope")).isEqualTo(Gate.CALCULATOR_SCOPE);
        }

        @Test
        void everyFieldIsSaved() {
            var name = AdminApi.unique();
            var page = page(
                    desk.submit(
                            desk.page(NEW),
                            NEW,
                            Map.entry("name", name),
                            Map.entry("clientVersion", "2.1"),
                            Map.entry("description", "Synchronises customers"),
                            Map.entry("redirectUris", "https://a.example/cb\r\n\r\n http://127.0.0.1/cb "),
                            Map.entry("requirePkce", "YES"),
                            Map.entry("approval", "ONCE"),
                            Map.entry("expiration", "SECONDS"),
                            Map.entry("expirationSeconds", "600"),
                            Map.entry("refresh", "LIMITED"),
                            Map.entry("refreshCount", "7"),
                            Map.entry("refreshInactivityDays", "0"),
                            Map.entry("refreshMaximumAgeDays", "365"),
                            Map.entry("accessTokenFormat", "OPAQUE"),
                            Map.entry("accessTokenTypeHeader", "JWT"),
                            Map.entry("origins", "LISTED"),
                            Map.entry("allowedOrigins", "https://a.example\r\nhttp://localhost:3000"),
                            Map.entry("resourceServer", "true"),
                            Map.entry("rateLimit", "LIMITED"),
                            Map.entry("rateLimit.requests", "10"),
                            Map.entry("rateLimit.perSeconds", "60")),
                    200);
            var client = desk.registered(facts(page.selectFirst(".secret")).get("Client ID"));
            assertThat(client.getMap())
                    .contains(
                            entry("name", name),
                            entry("version", "2.1"),
                            entry("description", "Synchronises customers"),
                            entry("type", "CONFIDENTIAL"),
                            entry("requirePkce", "YES"),
                            entry("approval", "ONCE"),
                            entry("expiration", "SECONDS"),
                            entry("expirationSeconds", 600),
                            entry("refresh", "LIMITED"),
                            entry("refreshCount", 7),
                            entry("refreshInactivityDays", 0),
                            entry("refreshMaximumAgeDays", 365),
                            entry("accessTokenFormat", "OPAQUE"),
                            entry("accessTokenTypeHeader", "JWT"),
                            entry("resourceServer", true),
                            entry("active", true));
            assertThat(client.getJsonArray("redirectUris"))
                    .isEqualTo(JsonArray.of("https://a.example/cb", "http://127.0.0.1/cb"));
            assertThat(client.getJsonArray("allowedOrigins"))
                    .isEqualTo(JsonArray.of("https://a.example", "http://localhost:3000"));
            assertThat(client.getJsonObject("rateLimit"))
                    .isEqualTo(new JsonObject()
                            .put("requests", 10)
                            .put("perSeconds", 60)
                            .put("burst", 10));
        }

        @Test
        void aNumberOfAChoiceThatWasNotMadeIsLeftOut() {
            var page = page(
                    desk.submit(
                            desk.page(NEW),
                            NEW,
                            Map.entry("name", AdminApi.unique()),
                            Map.entry("postman", "true"),
                            Map.entry("expirationSeconds", "600"),
                            Map.entry("refresh", "UNLIMITED"),
                            Map.entry("refreshCount", "7"),
                            Map.entry("rateLimit.requests", "10")),
                    200);
            var client = desk.registered(facts(page.selectFirst(".secret")).get("Client ID"));
            assertThat(client.getMap())
                    .contains(entry("expiration", "GLOBAL"), entry("refresh", "UNLIMITED"))
                    .doesNotContainKeys("expirationSeconds", "refreshCount", "rateLimit");
        }

        @Test
        void whatIsRefusedComesBackAsItWasSentWithWhatIsWrongBesideIt() {
            var name = "Bad & " + AdminApi.unique();
            var page = page(
                    desk.submit(
                            desk.page(NEW),
                            NEW,
                            Map.entry("name", name),
                            Map.entry("clientVersion", "1;0"),
                            Map.entry("type", "PUBLIC"),
                            Map.entry("description", "\"quoted\" <b>"),
                            Map.entry("grantTypes", "client_credentials"),
                            Map.entry("grantTypes", "authorization_code"),
                            Map.entry("redirectUris", "https://ok.example/cb\r\nhttp://evil.example/cb"),
                            Map.entry("expiration", "SECONDS"),
                            Map.entry("expirationSeconds", "0"),
                            Map.entry("scopes", Gate.CUSTOMERS_SCOPE)),
                    422);
            assertThat(page.select(".alert li").eachText())
                    .containsExactly(
                            "Name: These characters are not allowed: & ( ) \\ ; , / \" : ' < > and invisible characters.",
                            "Version: These characters are not allowed: & ( ) \\ ; , / \" : ' < > and invisible characters.",
                            "Allowed grants: The grants client_credentials and password are for confidential clients only.",
                            "Redirect URIs 2: Use https. http is allowed only for loopback addresses: 127.0.0.1, [::1] and localhost.",
                            "Seconds: The number must be between 1 and 2147483647.");
            assertThat(error(page, "clientVersion"))
                    .isEqualTo("These characters are not allowed: & ( ) \\ ; , / \" : ' < > and invisible characters.");
            assertThat(error(page, "redirectUris"))
                    .isEqualTo(
                            "Use https. http is allowed only for loopback addresses: 127.0.0.1, [::1] and localhost.");
            var form = form(page);
            assertThat(form.getElementById("name").val()).isEqualTo(name);
            assertThat(form.getElementById("clientVersion").val()).isEqualTo("1;0");
            assertThat(form.getElementById("description").val()).isEqualTo("\"quoted\" <b>");
            assertThat(form.getElementById("redirectUris").wholeText().strip())
                    .isEqualToNormalizingNewlines("https://ok.example/cb\nhttp://evil.example/cb");
            assertThat(form.getElementById("expirationSeconds").val()).isEqualTo("0");
            assertThat(form.select("input[checked]").eachAttr("value"))
                    .contains("PUBLIC", "client_credentials", "authorization_code", "SECONDS", Gate.CUSTOMERS_SCOPE);
            assertThat(desk.api()
                            .get("/clients?search=" + Gate.encode(name))
                            .json()
                            .getJsonArray("items"))
                    .isEmpty();
        }

        @Test
        void aNameThatIsTakenIsSaidBesideTheName() {
            var partner = Partner.register(gate);
            var name = partner.registration().getString("name");
            var page =
                    page(desk.submit(desk.page(NEW), NEW, Map.entry("name", name), Map.entry("postman", "true")), 422);
            assertThat(error(page, "name"))
                    .isEqualTo("A client named " + name
                            + " with version 1.0 exists already. Choose another name or version.");
        }

        @Test
        void theCodeFlowNeedsARedirectUri() {
            var page = page(desk.submit(desk.page(NEW), NEW, Map.entry("name", AdminApi.unique())), 422);
            assertThat(error(page, "redirectUris"))
                    .isEqualTo("The authorization code and implicit grants need at least one redirect URI.");
        }

        @Test
        void redirectUrisThatCouldBeBetterAreSaid() {
            var page = page(
                    desk.submit(
                            desk.page(NEW),
                            NEW,
                            Map.entry("name", AdminApi.unique()),
                            Map.entry("redirectUris", "http://localhost:3000/cb\r\ncursor://cursor.example/cb")),
                    200);
            var client = facts(page.selectFirst(".secret")).get("Client ID");
            assertThat(desk.page("/console/clients/" + client)
                            .select(".warning li")
                            .eachText())
                    .containsExactly(
                            "localhost may lead to another network interface. Register http://127.0.0.1 instead.",
                            "Any app can claim a scheme without a dot. Use a reversed domain name, such as"
                                    + " com.example.app:/callback.");
        }

        @Test
        void aPublicClientHasNoSecretToShow() {
            var page = page(
                    desk.submit(
                            desk.page(NEW),
                            NEW,
                            Map.entry("name", AdminApi.unique()),
                            Map.entry("type", "PUBLIC"),
                            Map.entry("postman", "true")),
                    200);
            assertThat(facts(page.selectFirst(".secret"))).containsOnlyKeys("Client ID");
            assertThat(page.select(".steps h3").eachText()).startsWith("Associate scopes");
        }
    }

    @Nested
    class Editing {

        @Test
        void changesAllButNameVersionStatusAndScopes() {
            var partner = Partner.register(gate);
            partner.change("active", false);
            var before = desk.registered(partner.clientId());
            var path = CLIENTS + "/" + partner.clientId() + "/edit";
            var answer = desk.submit(
                    desk.page(path), path, Map.entry("description", "Edited"), Map.entry("approval", "NEVER"));
            assertThat(answer.location().toString()).endsWith(CLIENTS + "/" + partner.clientId() + "?done=saved");
            var expected = before.copy()
                    .put("description", "Edited")
                    .put("approval", "NEVER")
                    .put(
                            "warnings",
                            JsonArray.of(
                                    "Nobody is asked before this client gets access; use this only for a client of your own"));
            var after = desk.registered(partner.clientId());
            assertThat(after.put("updatedAt", before.getString("updatedAt"))).isEqualTo(expected);
            assertThat(page(desk.browser().follow(answer), 200)
                            .select(".warning li")
                            .eachText())
                    .containsExactly(
                            "Users are not asked before this client gets access. Use this for your own clients only.");
        }

        @Test
        void whoComesSecondIsToldAndLosesNothing() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/edit";
            var opened = desk.page(path);
            partner.change("description", "Theirs");
            var told = page(desk.submit(opened, path, Map.entry("description", "Mine")), 422);
            assertThat(told.select(".alert p").first().text())
                    .isEqualTo("Another user changed this entry after you opened it. Nothing was saved yet.");
            assertThat(told.getElementById("description").val()).isEqualTo("Mine");
            assertThat(told.getElementById("description-meanwhile").text()).isEqualTo("Saved value: Theirs");
            assertThat(desk.registered(partner.clientId()).getString("description"))
                    .isEqualTo("Theirs");
            assertThat(desk.submit(told, path).status()).isEqualTo(303);
            assertThat(desk.registered(partner.clientId()).getString("description"))
                    .isEqualTo("Mine");
        }

        @Test
        void savingAgainDoesNotActivateWhatWasDeactivatedMeanwhile() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/edit";
            var opened = desk.page(path);
            partner.change("active", false);
            var told = page(desk.submit(opened, path, Map.entry("description", "Mine")), 422);
            assertThat(desk.submit(told, path).status()).isEqualTo(303);
            assertThat(desk.registered(partner.clientId()).getBoolean("active")).isFalse();
        }

        @Test
        void whatTurnsConfidentialShowsItsNewSecret() {
            var partner = Partner.register(
                    gate, new JsonObject().put("type", "PUBLIC").put("grantTypes", List.of("authorization_code")));
            var path = CLIENTS + "/" + partner.clientId() + "/edit";
            var page = page(desk.submit(desk.page(path), path, Map.entry("type", "CONFIDENTIAL")), 200);
            assertThat(page.selectFirst("h1").text()).isEqualTo("Client is now confidential");
            assertThat(facts(page.selectFirst(".secret")).get("Client secret")).startsWith("gcs_");
        }

        @Test
        void everyRiskIsSaidOnThePage() {
            var risky = Partner.register(
                    gate,
                    new JsonObject()
                            .put("grantTypes", List.of("authorization_code", "implicit", "password"))
                            .put("approval", "NEVER")
                            .put("expiration", "NEVER"));
            var publicOne = Partner.register(
                    gate,
                    new JsonObject()
                            .put("type", "PUBLIC")
                            .put("requirePkce", "NO")
                            .put("grantTypes", List.of("authorization_code")));
            for (var client : List.of(risky, publicOne)) {
                var page = desk.page(CLIENTS + "/" + client.clientId());
                assertThat(page.select(".warning li"))
                        .hasSameSizeAs(desk.registered(client.clientId())
                                .getJsonArray("warnings")
                                .getList());
            }
        }
    }

    @Nested
    class Status {

        @Test
        void deactivatingSaysFirstWhatStops() {
            var partner = Partner.register(gate);
            var token = partner.tokens().getString("access_token");
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
            var path = CLIENTS + "/" + partner.clientId() + "/status";
            var page = desk.page(path);
            assertThat(page.selectFirst("h1").text()).isEqualTo("Deactivate this client?");
            assertThat(page.select(".panel li").text()).startsWith("1 active token, ");
            assertThat(desk.submit(page, path, Map.entry("active", "false")).status())
                    .isEqualTo(303);
            assertThat(desk.registered(partner.clientId()).getBoolean("active")).isFalse();
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(401);
        }

        @Test
        void theSwitchInTheListActivatesAtOnce() {
            var partner = Partner.register(gate);
            partner.change("active", false);
            var switches = desk.page(CLIENTS + "?search=" + partner.clientId()).selectFirst("td form");
            assertThat(switches.attr("action")).isEqualTo(CLIENTS + "/" + partner.clientId() + "/status");
            var fields = ClientDesk.fields((FormElement) switches).<Entry<String, String>>toArray(Entry[]::new);
            assertThat(desk.browser().form(switches.attr("action"), fields).status())
                    .isEqualTo(303);
            assertThat(desk.registered(partner.clientId()).getBoolean("active")).isTrue();
        }

        @Test
        void whatWasChangedMeanwhileIsNotSwitched() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/status";
            var opened = desk.page(path);
            partner.change("description", "Theirs");
            var page = page(desk.submit(opened, path, Map.entry("active", "false")), 422);
            assertThat(page.select(".alert")).hasSize(1);
            assertThat(desk.registered(partner.clientId()).getBoolean("active")).isTrue();
        }

        @Test
        void aFormThatDoesNotSayWhichWayChangesNothing() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/status";
            assertThat(desk.browser().form(path).status()).isEqualTo(422);
            assertThat(desk.registered(partner.clientId()).getBoolean("active")).isTrue();
        }
    }

    @Nested
    class Deleting {

        @Test
        void namesWhatIsLost() {
            var partner = Partner.register(gate, new JsonObject().put("approval", "ONCE"));
            partner.tokens();
            var path = CLIENTS + "/" + partner.clientId() + "/delete";
            var page = desk.page(path);
            assertThat(page.select(".panel li").eachText())
                    .containsExactly("1 active token, never used", "1 saved consent");
            assertThat(desk.submit(page, path).location().toString()).endsWith(CLIENTS + "?done=deleted");
            assertThat(desk.api().get("/clients/" + partner.clientId()).status())
                    .isEqualTo(404);
            assertThat(page(desk.browser().get(path), 404)).isNotNull();
        }

        @Test
        void whatWasChangedMeanwhileIsNotDeleted() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/delete";
            var opened = desk.page(path);
            partner.change("description", "Theirs");
            assertThat(page(desk.submit(opened, path), 422).select(".alert")).hasSize(1);
            assertThat(desk.registered(partner.clientId()).getString("description"))
                    .isEqualTo("Theirs");
        }

        @Test
        void theBuiltInClientStays() {
            var list = desk.page(CLIENTS + "/gatehouse-admin");
            assertThat(list.select("main form, main .button")).isEmpty();
            var path = CLIENTS + "/gatehouse-admin/delete";
            assertThat(page(desk.submit(desk.page(path), path), 422)
                            .select(".alert")
                            .text())
                    .contains("The built-in client Gatehouse administration can't be changed.");
        }
    }

    @Nested
    class Auditor {

        @Test
        void seesEveryPageAndNoWayToChange() {
            var username = AdminApi.unique();
            desk.api().createPerson(username, "AUDITOR");
            var auditor = ClientDesk.signedIn(gate, username, username + "-demo");
            var partner = Partner.register(gate);
            var client = CLIENTS + "/" + partner.clientId();
            for (var path : List.of(CLIENTS, client, client + "/scopes", client + "/partner")) {
                var page = page(auditor.get(path), 200);
                assertThat(page.select("main form[method=post]")).as(path).isEmpty();
                assertThat(
                                page.select(
                                        "main a.button[href*=new], main a[href$=edit], main a[href$=delete], main a[href$=status]"))
                        .as(path)
                        .isEmpty();
            }
            assertThat(auditor.form(client + "/delete").status()).isEqualTo(403);
            assertThat(auditor.form(client + "/secret").status()).isEqualTo(403);
            assertThat(desk.registered(partner.clientId()).getBoolean("active")).isTrue();
        }
    }

    @Test
    void germanIsComplete() {
        var partner = Partner.register(gate);
        var headers = new java.util.HashMap<>(Map.of("Accept-Language", "de"));
        headers.put(
                "Cookie",
                String.join(
                        "; ",
                        desk.browser().cookies().entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .toList()));
        var page = page(gate.send("GET", CLIENTS + "/" + partner.clientId(), null, headers), 200);
        assertThat(page.select("h2").eachText())
                .containsExactly("Zugangsdaten", "Endpunkte", "Aktivität", "Registrierung");
    }
}
