// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import static dev.gatehouse.console.clients.ClientDesk.CLIENTS;
import static dev.gatehouse.console.clients.ClientDesk.error;
import static dev.gatehouse.console.clients.ClientDesk.facts;
import static dev.gatehouse.console.clients.ClientDesk.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The secret, the scopes and the partner documents of a client in Client Registration. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ClientPartsPagesTest {
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
    class Secret {

        @Test
        void anotherOneIsShownOnceAndTheOldOneEndsUnlessTheyOverlap() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/secret";
            var overlapping = page(desk.submit(desk.page(path), path, Map.entry("overlap", "3600")), 200);
            assertThat(overlapping.selectFirst("h1").text()).isEqualTo("Client secret regenerated");
            var second = facts(overlapping.selectFirst(".secret")).get("Client secret");
            assertThat(second).startsWith("gcs_").isNotEqualTo(partner.secret());
            assertThat(partner.clientCredentials().status()).isEqualTo(200);

            var atOnce = page(desk.submit(desk.page(path), path), 200);
            var third = facts(atOnce.selectFirst(".secret")).get("Client secret");
            assertThat(partner.clientCredentials().status()).isEqualTo(401);
            assertThat(gate.tokenWithBasic(partner.clientId(), second, Map.entry("grant_type", "client_credentials"))
                            .status())
                    .isEqualTo(401);
            assertThat(gate.tokenWithBasic(partner.clientId(), third, Map.entry("grant_type", "client_credentials"))
                            .status())
                    .isEqualTo(200);
        }

        @Test
        void anOverlapThatIsTooLongIsRefused() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/secret";
            var page = page(
                    desk.submit(
                            desk.page(path),
                            path,
                            Map.entry("overlap", "OTHER"),
                            Map.entry("overlapSeconds", "7776001")),
                    422);
            assertThat(error(page, "overlapSeconds")).isEqualTo("The number must be between 0 and 7776000.");
            assertThat(page.getElementById("overlapSeconds").val()).isEqualTo("7776001");
            assertThat(partner.clientCredentials().status()).isEqualTo(200);
        }

        @Test
        void ofTwoWhoRegenerateTheSecondIsTold() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/secret";
            var opened = desk.page(path);
            var first = facts(page(desk.submit(opened, path), 200).selectFirst(".secret"))
                    .get("Client secret");
            assertThat(page(desk.submit(opened, path), 422)
                            .select(".alert p")
                            .first()
                            .text())
                    .startsWith("Another user changed this entry");
            assertThat(gate.tokenWithBasic(partner.clientId(), first, Map.entry("grant_type", "client_credentials"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Nested
    class Scopes {

        @Test
        void theAssociatedOnesAreListedWithWhatTheyAllow() {
            var partner = Partner.register(gate);
            var rows = desk.page(CLIENTS + "/" + partner.clientId() + "/scopes").select("tbody tr th a");
            assertThat(rows.eachText()).containsExactly(Gate.CALCULATOR_SCOPE, Gate.CUSTOMERS_SCOPE);
        }

        @Test
        void aSearchKeepsWhatIsTicked() {
            var partner = Partner.register(gate, new JsonObject().put("scopes", List.of()));
            var page = desk.page(CLIENTS + "/" + partner.clientId() + "/scopes/associate?search=calculat&scopes="
                    + Gate.CUSTOMERS_SCOPE);
            assertThat(page.select("input[name=scopes][checked]").eachAttr("value"))
                    .containsExactly(Gate.CUSTOMERS_SCOPE);
            assertThat(page.select("input[name=scopes]").eachAttr("value")).contains(Gate.CALCULATOR_SCOPE);
        }

        @Test
        void associatingAddsToWhatSomebodyElseHasAdded() {
            var partner = Partner.register(gate, new JsonObject().put("scopes", List.of()));
            var path = CLIENTS + "/" + partner.clientId() + "/scopes/associate";
            var opened = desk.page(path);
            partner.change("scopes", List.of(Gate.CUSTOMERS_SCOPE));
            assertThat(desk.submit(opened, path, Map.entry("scopes", Gate.CALCULATOR_SCOPE))
                            .location()
                            .toString())
                    .endsWith("/scopes?done=saved");
            assertThat(desk.registered(partner.clientId()).getJsonArray("scopes"))
                    .isEqualTo(JsonArray.of(Gate.CALCULATOR_SCOPE, Gate.CUSTOMERS_SCOPE));
        }

        @Test
        void nothingTickedIsSaid() {
            var partner = Partner.register(gate);
            var path = CLIENTS + "/" + partner.clientId() + "/scopes/associate";
            assertThat(error(page(desk.submit(desk.page(path), path), 422), "scopes"))
                    .isEqualTo("Select at least one scope.");
        }

        @Test
        void aNewScopeComesBackTicked() {
            var partner = Partner.register(gate, new JsonObject().put("scopes", List.of()));
            var name = AdminApi.unique() + "/&scope";
            var link = desk.page(CLIENTS + "/" + partner.clientId() + "/scopes")
                    .selectFirst("a[href*=scopes/new]")
                    .attr("href");
            var answer = desk.submit(
                    desk.page(link),
                    "/console/scopes/new",
                    Map.entry("name", name),
                    Map.entry("serviceUrls", "/integration/nowhere/" + AdminApi.unique()));
            var picking = page(desk.browser().follow(answer), 200);
            assertThat(picking.select("input[name=scopes][checked]").eachAttr("value"))
                    .containsExactly(name);
            var path = CLIENTS + "/" + partner.clientId() + "/scopes/associate";
            assertThat(desk.submit(picking, path).status()).isEqualTo(303);
            assertThat(desk.registered(partner.clientId()).getJsonArray("scopes"))
                    .isEqualTo(JsonArray.of(name));
        }

        @Test
        void disassociatingNamesTheLiveTokensThatCarryIt() {
            var partner = Partner.register(gate);
            partner.tokens();
            var path = CLIENTS + "/" + partner.clientId() + "/scopes/disassociate";
            var page = desk.page(path + "?scope=" + Gate.CUSTOMERS_SCOPE);
            assertThat(page.select(".panel p").eachText())
                    .contains(Gate.CUSTOMERS_SCOPE, "1 active token has this scope, never used.");
            assertThat(desk.submit(page, path).location().toString()).endsWith("/scopes?done=saved");
            assertThat(desk.registered(partner.clientId()).getJsonArray("scopes"))
                    .isEqualTo(JsonArray.of(Gate.CALCULATOR_SCOPE));
            assertThat(page(desk.browser().get(path + "?scope=" + Gate.CUSTOMERS_SCOPE), 404))
                    .isNotNull();
        }
    }

    @Nested
    class ForThePartner {

        @Test
        void theFilesForPostmanAreTheOnesOfTheApi() {
            var partner = Partner.register(gate);
            var page = desk.page(CLIENTS + "/" + partner.clientId() + "/partner");
            assertThat(page.select("a[download]").eachAttr("href"))
                    .containsExactly(
                            CLIENTS + "/" + partner.clientId() + "/partner/postman-collection",
                            CLIENTS + "/" + partner.clientId() + "/partner/postman-environment");
            for (var file : List.of("postman-collection", "postman-environment")) {
                var downloaded = desk.browser().get(CLIENTS + "/" + partner.clientId() + "/partner/" + file);
                var exported = desk.api().get("/clients/" + partner.clientId() + "/" + file);
                assertThat(downloaded.status()).isEqualTo(200);
                assertThat(downloaded.json()).isEqualTo(exported.json());
                assertThat(downloaded.header("content-disposition"))
                        .startsWith("attachment")
                        .isEqualTo(exported.header("content-disposition"));
            }
        }

        @Test
        void eachProgramHasAnAddress() {
            var partner = Partner.register(gate);
            var programs = new JsonArray(desk.api()
                    .get("/clients/" + partner.clientId() + "/snippets")
                    .body());
            assertThat(programs).hasSize(12);
            for (var i = 0; i < programs.size(); i++) {
                var program = programs.getJsonObject(i);
                var page = desk.page(CLIENTS + "/" + partner.clientId() + "/partner?grant="
                        + program.getString("grantType") + "&language=" + program.getString("language"));
                assertThat(page.getElementById("program").wholeText().strip())
                        .isEqualTo(program.getString("code").strip());
                assertThat(page.select("[data-copy-from=program]")).hasSize(1);
            }
        }

        @Test
        void anUnknownLanguageIsTheFirst() {
            var partner = Partner.register(gate);
            var page = desk.page(CLIENTS + "/" + partner.clientId() + "/partner?grant=none&language=cobol");
            assertThat(page.select(".tabs a[aria-current=true]").eachText())
                    .containsExactly("Authorization code", "curl");
        }
    }
}
