// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Cors;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gatehouse's endpoints that scripts of other origins may call (CORS, Fetch standard §3.2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class CrossOriginTest {
    private static final String ELSEWHERE = "https://elsewhere.example";

    @TestHTTPResource("/")
    URI base;

    private Gate gate;
    private String site;

    @BeforeEach
    void siteOfItsOwn() {
        gate = new Gate(base);
        site = "https://" + AdminApi.unique().toLowerCase(Locale.ROOT) + ".example";
    }

    /** Registers a public client whose redirect URI is at the site. */
    private Partner application(JsonObject wishes) {
        return Partner.register(
                gate,
                new JsonObject()
                        .put("type", "PUBLIC")
                        .put("grantTypes", List.of("authorization_code"))
                        .put("redirectUris", List.of(site + "/callback"))
                        .mergeIn(wishes));
    }

    private Answer preflight(String path, String origin, String method) {
        return gate.send(
                "OPTIONS",
                path,
                null,
                Map.of(
                        "Origin",
                        origin,
                        "Access-Control-Request-Method",
                        method,
                        "Access-Control-Request-Headers",
                        "authorization"));
    }

    private Answer refresh(Partner client, String origin) {
        return gate.form(
                Gate.TOKEN,
                Map.of("Origin", origin),
                Map.entry("grant_type", "refresh_token"),
                Map.entry("refresh_token", "grt_none"),
                Map.entry("client_id", client.clientId()));
    }

    /** The token and revocation endpoints. */
    @Nested
    class EndpointsOfClients {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    Gate.TOKEN,
                    Gate.REVOKE,
                    "/invoke/pub.oauth/getToken",
                    "/invoke/pub.oauth/revokeToken",
                })
        void preflightOfAnOriginOfAClientIsAllowed(String path) {
            application(new JsonObject());

            var answer = preflight(path, site, "POST");

            assertThat(answer.status()).as("%s", answer).isEqualTo(204);
            assertThat(Cors.fields(answer)).isEqualTo(Cors.preflight(site, "POST"));
        }

        @ParameterizedTest
        @ValueSource(strings = {ELSEWHERE, "null", "*"})
        void preflightOfAnyOtherOriginIsRefused(String origin) {
            var answer = preflight(Gate.TOKEN, origin, "POST");

            assertThat(answer.status()).isEqualTo(403);
            assertThat(Cors.fields(answer)).isEqualTo(Map.of("vary", "Origin"));
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":"
                            + "\"This origin is not an allowed origin of any client.\"}");
        }

        @Test
        void answerIsForTheOriginsOfTheClient() {
            var answer = refresh(application(new JsonObject()), site);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_grant\",\"error_description\":"
                            + "\"The refresh token is unknown, used up or revoked.\"}");
            assertThat(Cors.fields(answer)).isEqualTo(Cors.readableBy(site));
        }

        @Test
        void tokenIsForTheOriginsOfTheClient() {
            var client = Partner.register(gate, new JsonObject().put("allowedOrigins", List.of(site)));
            var answer = gate.form(
                    Gate.TOKEN,
                    Map.of("Origin", site, "Authorization", Gate.basic(client.clientId(), client.secret())),
                    Map.entry("grant_type", "client_credentials"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(Cors.fields(answer)).isEqualTo(Cors.readableBy(site));
        }

        @Test
        void revocationIsForTheOriginsOfTheClient() {
            var client = application(new JsonObject());
            var answer = gate.form(
                    Gate.REVOKE,
                    Map.of("Origin", site),
                    Map.entry("token", "none"),
                    Map.entry("client_id", client.clientId()));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(Cors.fields(answer)).isEqualTo(Cors.readableBy(site));
        }

        @Test
        void answerIsNotForTheOriginOfAnotherClient() {
            application(new JsonObject());
            var other = Partner.register(gate);

            assertThat(Cors.fields(refresh(other, site))).isEmpty();
        }

        @Test
        void answerToARequestThatNamesNoClientIsForTheOriginsOfAllClients() {
            application(new JsonObject());

            var answer = gate.form(Gate.TOKEN, Map.of("Origin", site), Map.entry("grant_type", "refresh_token"));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(Cors.fields(answer)).isEqualTo(Cors.readableBy(site));

            var method = gate.send("GET", Gate.TOKEN, null, Map.of("Origin", site));
            assertThat(method.status()).isEqualTo(405);
            assertThat(Cors.fields(method)).isEqualTo(Cors.readableBy(site));

            var elsewhere = gate.form(Gate.TOKEN, Map.of("Origin", ELSEWHERE), Map.entry("grant_type", "x"));
            assertThat(Cors.fields(elsewhere)).isEmpty();
        }

        @Test
        void refusalOfATooLargeBodyCanBeRead() {
            application(new JsonObject());

            var answer = gate.form(Gate.TOKEN, Map.of("Origin", site), Map.entry("x", "x".repeat(70_000)));

            assertThat(answer.status()).isEqualTo(413);
            assertThat(Cors.fields(answer)).isEqualTo(Cors.readableBy(site));
        }

        @Test
        void answerToARequestWithoutOriginNamesNone() {
            var client = application(new JsonObject());

            assertThat(Cors.fields(client.refresh("grt_none"))).isEmpty();
        }
    }

    /** The client field {@code allowedOrigins}. */
    @Nested
    class AllowedOrigins {

        @Test
        void areThoseOfHttpsRedirectUrisByDefault() {
            var client = application(new JsonObject()
                    .put(
                            "redirectUris",
                            List.of(site + ":443/callback", site + ":8443/x", "http://127.0.0.1/callback")));

            assertThat(registered(client).containsKey("allowedOrigins")).isFalse();
            assertThat(Cors.fields(refresh(client, site))).isEqualTo(Cors.readableBy(site));
            assertThat(Cors.fields(refresh(client, site + ":8443"))).isEqualTo(Cors.readableBy(site + ":8443"));
            assertThat(Cors.fields(refresh(client, "http://127.0.0.1"))).isEmpty();
        }

        @Test
        void canBeListedInstead() {
            var client = application(new JsonObject()
                    .put(
                            "allowedOrigins",
                            List.of("HTTPS://App." + site.substring(8) + ":443", "http://LOCALHOST:3000")));

            var app = "https://app." + site.substring(8);
            assertThat(registered(client).getJsonArray("allowedOrigins"))
                    .isEqualTo(JsonArray.of(app, "http://localhost:3000"));
            assertThat(Cors.fields(refresh(client, app))).isEqualTo(Cors.readableBy(app));
            assertThat(Cors.fields(refresh(client, site))).isEmpty();
        }

        @Test
        void changeHoldsAtOnce() {
            var client = application(new JsonObject());
            assertThat(Cors.fields(refresh(client, site))).isEqualTo(Cors.readableBy(site));
            assertThat(preflight(Gate.TOKEN, site, "POST").status()).isEqualTo(204);

            client.change("allowedOrigins", List.of());

            assertThat(registered(client).getJsonArray("allowedOrigins")).isEmpty();
            assertThat(Cors.fields(refresh(client, site))).isEmpty();
            assertThat(preflight(Gate.TOKEN, site, "POST").status()).isEqualTo(403);
        }

        @Test
        void ofAnInactiveClientCountForNothing() {
            var client = application(new JsonObject());
            client.change("active", false);

            assertThat(preflight(Gate.TOKEN, site, "POST").status()).isEqualTo(403);
            assertThat(Cors.fields(refresh(client, site))).isEmpty();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "*                       | Enter an origin: a scheme, a host and, if needed, a port.",
                    "app.example             | Enter an origin: a scheme, a host and, if needed, a port.",
                    "null                    | Enter an origin: a scheme, a host and, if needed, a port.",
                    "https://*.example       | Enter an origin: a scheme, a host and, if needed, a port.",
                    "https://ä.example       | Enter an origin: a scheme, a host and, if needed, a port.",
                    "https://a.example:65536 | Enter an origin: a scheme, a host and, if needed, a port.",
                    "https://a.example:0     | Enter an origin: a scheme, a host and, if needed, a port.",
                    "capacitor://a:0         | Enter an origin: a scheme, a host and, if needed, a port.",
                    "https://[fe80::1%25eth0] | An IPv6 zone ID (%) is valid on one host only. Remove it.",
                    "https://[fe80::1%eth0]:8443 | An IPv6 zone ID (%) is valid on one host only. Remove it.",
                    "file:///x               | Enter an origin: a scheme, a host and, if needed, a port.",
                    "file://x                | Enter an origin: a scheme, a host and, if needed, a port.",
                    "https://a.example/      | An origin ends after the host and port. Remove the rest.",
                    "https://a.example/x     | An origin ends after the host and port. Remove the rest.",
                    "https://a.example?x     | An origin ends after the host and port. Remove the rest.",
                    "https://a.example#x     | An origin ends after the host and port. Remove the rest.",
                    "https://u@a.example     | An origin ends after the host and port. Remove the rest.",
                    "http://a.example        | Use https. http is allowed only for loopback addresses: 127.0.0.1, [::1] and localhost.",
                    "https://taken.example   | This entry appears twice. Remove one of them.",
                })
        void thatNoBrowserSendsAreRefused(String origin, String message) {
            var answer = AdminApi.of(gate)
                    .post(
                            "/clients",
                            new JsonObject()
                                    .put("name", AdminApi.unique())
                                    .put("version", "1")
                                    .put("redirectUris", List.of("https://a.example/cb"))
                                    .put("allowedOrigins", List.of("https://Taken.example", origin)));

            AdminApi.assertInvalid(answer, AdminApi.error("allowedOrigins[1]", message));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "capacitor://localhost",
                    "chrome-extension://abcdefgh",
                    "http://[::1]:5173",
                    "https://a-b.example"
                })
        void thatBrowsersSendAreTaken(String origin) {
            var client = application(new JsonObject().put("allowedOrigins", List.of(origin)));

            assertThat(Cors.fields(refresh(client, origin))).isEqualTo(Cors.readableBy(origin));
        }

        private JsonObject registered(Partner client) {
            return AdminApi.of(gate).get("/clients/" + client.clientId()).json();
        }
    }

    /** Documents that need no credentials. */
    @Nested
    class PublicDocuments {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/.well-known/oauth-authorization-server",
                    "/.well-known/openid-configuration",
                    Gate.JWKS,
                    "/.well-known/oauth-protected-resource",
                    "/.well-known/oauth-protected-resource/integration/restv2/development/fldemo/CustomerRegistrationAPI",
                })
        void areForEveryOrigin(String path) {
            var answer = gate.send("GET", path, null, Map.of("Origin", ELSEWHERE));

            assertThat(answer.status()).isEqualTo(200);
            var fields = Cors.fields(answer);
            // The key set has two media types, so its response also varies by Accept.
            fields.remove("vary", "Accept");
            // The scopes in the metadata of a resource depend on the token.
            fields.remove("vary", "Authorization");
            assertThat(fields).isEqualTo(Cors.readableByAll());

            var preflight = preflight(path, ELSEWHERE, "GET");

            assertThat(preflight.status()).isEqualTo(204);
            assertThat(Cors.fields(preflight))
                    .isEqualTo(Map.of(
                            "access-control-allow-origin",
                            "*",
                            "access-control-allow-methods",
                            "GET, HEAD",
                            "access-control-allow-headers",
                            "*, Authorization",
                            "access-control-max-age",
                            "600"));
        }

        @Test
        void thatDoNotExistAreNotFoundForEveryOrigin() {
            var answer =
                    gate.send("GET", "/.well-known/oauth-protected-resource/none", null, Map.of("Origin", ELSEWHERE));

            assertThat(answer.status()).isEqualTo(404);
            assertThat(Cors.fields(answer)).containsEntry("access-control-allow-origin", "*");
        }
    }

    /** RFC 9700 §2.6 */
    @ParameterizedTest
    @ValueSource(
            strings = {
                Gate.AUTHORIZE,
                "/invoke/pub.oauth/authorize",
                "/",
                "/signin",
                "/signout",
                "/approval",
                "/passkeys",
                "/branding/logo",
                "/console",
                "/console/clients",
                "/my-access",
                "/admin/api/v1/clients",
                "/admin/api/v1/openapi",
                Gate.INTROSPECT,
                "/integration/rest/oAuth/check/x",
                "/.well-known/other",
                "/assets/gatehouse.css",
            })
    void nothingElseIsForAnotherOriginNotEvenThatOfAClient(String path) {
        application(new JsonObject());
        for (var origin : List.of(site, ELSEWHERE)) {
            for (var method : List.of("OPTIONS", "GET", "POST")) {
                var headers = new HashMap<>(Map.of("Origin", origin));
                if (method.equals("OPTIONS")) {
                    headers.put("Access-Control-Request-Method", "POST");
                }
                var answer = gate.send(method, path, null, headers);

                assertThat(answer.headers().keySet())
                        .as("%s %s %s", method, path, answer)
                        .noneMatch(name -> name.startsWith("access-control-"));
                if (method.equals("OPTIONS")) {
                    assertThat(answer.status()).isNotEqualTo(204);
                }
            }
        }
    }
}
