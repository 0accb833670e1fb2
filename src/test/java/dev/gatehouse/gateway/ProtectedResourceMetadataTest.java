// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Jwt;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Protected resource metadata (RFC 9728): its content, its use by a client, and the challenges that point to it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ProtectedResourceMetadataTest {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
    private static final String CUSTOMERS_API = "/integration/restv2/development/fldemo/CustomerRegistrationAPI";

    @TestHTTPResource("/")
    URI base;

    Gate gate;
    AdminApi admin;
    String project;

    @BeforeEach
    void anEmptyProject() {
        gate = new Gate(base);
        admin = AdminApi.of(gate);
        project = admin.createProject(AdminApi.unique());
    }

    private JsonObject metadata(String path) {
        return metadata(path, null);
    }

    private JsonObject metadata(String path, String token) {
        var answer = gate.get(WELL_KNOWN + path, token);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.header("content-type")).startsWith("application/json");
        return answer.json();
    }

    private void assertUnknown(String path) {
        var answer = gate.get(WELL_KNOWN + path, null);
        assertThat(answer.status()).as("%s", answer).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error_description\":\"no such resource is protected here\"}");
    }

    private JsonObject describing(String path) {
        return new JsonObject()
                .put("resource", gate.issuer() + path)
                .put("authorization_servers", new JsonArray().add(gate.issuer()))
                .put("bearer_methods_supported", new JsonArray().add("header"))
                .put("resource_name", path.substring(path.lastIndexOf('/') + 1));
    }

    private String api(String name) {
        return "/integration/restv2/development/" + project + "/" + name;
    }

    private String flow(String name) {
        return "/integration/rest/external/integration/run/development/" + project + "/" + name;
    }

    private void expose(String kind, String name, String resource) {
        admin.created(
                "/services",
                new JsonObject()
                        .put("projectId", project)
                        .put("kind", kind)
                        .put("name", name)
                        .put("resource", resource)
                        .put("upstreamUrl", "http://127.0.0.1:9"));
    }

    private String scope(String prefix, String url) {
        var name = prefix + AdminApi.unique();
        admin.createScope(name, url);
        return name;
    }

    @Nested
    class Documents {

        @Test
        void ofAllThatIsProtectedNamesTheIssuerAndNoScopes() {
            assertThat(metadata(""))
                    .isEqualTo(new JsonObject()
                            .put("resource", gate.issuer())
                            .put("authorization_servers", new JsonArray().add(gate.issuer()))
                            .put("bearer_methods_supported", new JsonArray().add("header")));
        }

        @Test
        void ofARestApiNamesTheScopesThatCoverSomethingOfIt() {
            expose("REST_RESOURCE", "Orders", "/orders/*");
            var one = scope("a", api("Orders") + "/orders/7");
            var all = scope("b", api("Orders") + "/**");
            var project = scope("c", api("**"));
            var other = scope("d", api("Others") + "/**");
            var segment = scope("e", api("*"));
            var variable = scope("f", api("*") + "/orders");

            var partner = Partner.register(
                    gate, new JsonObject().put("scopes", List.of(one, all, project, other, segment, variable)));
            assertThat(metadata(api("Orders"), partner.accessToken())
                            .getJsonArray("scopes_supported")
                            .getList())
                    .containsExactly(one, all, project, segment, variable);
        }

        @Test
        void ofARestApiIsWhole() {
            expose("REST_RESOURCE", "Whole", "/**");
            scope("w", api("Whole") + "/**");

            assertThat(metadata(api("Whole"))).isEqualTo(describing(api("Whole")));
        }

        @Test
        void namesToAClientOnlyTheScopesThatItMayRequest() {
            expose("REST_RESOURCE", "Shared", "/**");
            var its = scope("s", api("Shared") + "/**");
            var elsewhere = scope("t", api("Elsewhere") + "/**");
            scope("u", api("Shared") + "/**");
            var partner = Partner.register(gate, new JsonObject().put("scopes", List.of(its, elsewhere)));
            var token = partner.accessToken();

            assertThat(metadata(api("Shared"), token))
                    .isEqualTo(describing(api("Shared")).put("scopes_supported", new JsonArray().add(its)));
            assertThat(metadata("", token).containsKey("scopes_supported")).isFalse();
        }

        @Test
        void namesNoScopesForATokenThatIsInactiveOrUnknown() {
            expose("REST_RESOURCE", "Revoked", "/**");
            var its = scope("r", api("Revoked") + "/**");
            var partner = Partner.register(gate, new JsonObject().put("scopes", List.of(its)));
            var token = partner.accessToken();
            partner.change("active", false);

            assertThat(metadata(api("Revoked"), token)).isEqualTo(describing(api("Revoked")));
            assertThat(metadata(api("Revoked"), "gat_nobodys")).isEqualTo(describing(api("Revoked")));
        }

        @Test
        void ofAFlowServiceIsItsOwn() {
            expose("FLOW_SERVICE", "invoice", null);
            scope("i", flow("invoice"));
            scope("j", flow("invoice") + "/below");

            assertThat(metadata(flow("invoice"))).isEqualTo(describing(flow("invoice")));
        }

        @Test
        void ofAnApiThatOnlyAScopeSpeaksOfIsForAnotherProxysService() {
            assertUnknown(api("Elsewhere"));
            scope("x", api("Elsewhere") + "/**");

            assertThat(metadata(api("Elsewhere"))).isEqualTo(describing(api("Elsewhere")));
        }

        @Test
        void followsTheServices() {
            assertUnknown(api("Later"));
            expose("REST_RESOURCE", "Later", "/a");
            assertThat(metadata(api("Later"))).isEqualTo(describing(api("Later")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/integration",
                    "/integration/restv2/development/fldemo",
                    "/integration/restv2/development/fldemo/Nothing",
                    CUSTOMERS_API + "/",
                    CUSTOMERS_API + "/customers",
                    "/integration/rest/external/integration/run/development/fldemo/nothing",
                    "/integration/rest/external/integration/run/development/fldemo/calculator/x",
                    Gate.TOKEN,
                    "/admin/api/v1",
                    "/somewhere",
                })
        void ofAnythingElseAreNotThere(String path) {
            assertUnknown(path);
        }

        @Test
        void wildcardOfAScopeMakesNoResource() {
            scope("wild", api("*") + "/**");
            assertUnknown(api("Nothing"));
        }

        @Test
        void pathThatCanBeReadInTwoWaysIsRefused() {
            assertThat(gate.get(WELL_KNOWN + CUSTOMERS_API + "%2f", null).status())
                    .isEqualTo(400);
        }
    }

    @Nested
    class ResourceIdentifiers {

        @ParameterizedTest
        @ValueSource(strings = {CUSTOMERS_API, Gate.CALCULATOR, ""})
        void areGoodAsTheResourceParameter(String path) {
            var resource = metadata(path).getString("resource");
            var token = Partner.register(gate)
                    .token(Map.entry("grant_type", "client_credentials"), Map.entry("resource", resource))
                    .json()
                    .getString("access_token");

            assertThat(Jwt.verified(gate, token).claims().getString("aud")).isEqualTo(resource);
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(path.equals(Gate.CALCULATOR) ? 401 : 200);
            assertThat(gate.postJson(Gate.CALCULATOR, "{\"a\":1,\"b\":2,\"operation\":\"add\"}", token)
                            .status())
                    .isEqualTo(path.equals(CUSTOMERS_API) ? 401 : 200);
        }

        @Test
        void ofTheWholeServerMayEndInASlash() {
            var token = Partner.register(gate)
                    .token(Map.entry("grant_type", "client_credentials"), Map.entry("resource", gate.issuer() + "/"))
                    .json()
                    .getString("access_token");

            assertThat(Jwt.verified(gate, token).claims().getString("aud")).isEqualTo(gate.issuer());
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);
        }
    }

    @Nested
    class Challenged {

        private String pointerOf(String path) {
            return gate.get(path, null).header("www-authenticate");
        }

        @Test
        void callIsToldWhereTheMetadataOfItsApiIs() {
            var challenge = pointerOf(Gate.CUSTOMERS);
            assertThat(challenge)
                    .isEqualTo("Bearer resource_metadata=\"" + gate.issuer() + WELL_KNOWN + CUSTOMERS_API + "\"");

            var pointedTo = challenge.substring(challenge.indexOf("http"), challenge.length() - 1);
            assertThat(gate.get(pointedTo, null).json().getString("resource")).isEqualTo(gate.issuer() + CUSTOMERS_API);
        }

        @Test
        void callIsToldTheSameWhetherTheApiExistsOrNot() {
            assertThat(pointerOf(api("Nothing") + "/x"))
                    .isEqualTo("Bearer resource_metadata=\"" + gate.issuer() + WELL_KNOWN + api("Nothing") + "\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/integration/other", "/integration/restv2/a/b", "/admin/api/v1/clients"})
        void callOfNoApiIsToldTheGeneralOne(String path) {
            assertThat(pointerOf(path)).isEqualTo("Bearer resource_metadata=\"" + gate.issuer() + WELL_KNOWN + "\"");
        }

        @Test
        void callWithAnUnreadablePathIsToldTheGeneralOne() {
            Answer answer = gate.get(CUSTOMERS_API + "/a%2fb", null);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("www-authenticate"))
                    .isEqualTo(
                            "Bearer error=\"invalid_request\", error_description=\"The path contains an encoding or a"
                                    + " character that servers read differently.\", resource_metadata=\""
                                    + gate.issuer()
                                    + WELL_KNOWN + "\"");
        }
    }
}
