// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Nginx;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Upstream;
import dev.gatehouse.testing.Wire;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nginx configuration of the documentation, in a real nginx between a caller and a service. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NginxForwardAuthTest {
    private static final Pattern DOCUMENTED = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);

    @TestHTTPResource("/")
    URI base;

    @TempDir
    static Path directory;

    private static Upstream orders;
    private static Nginx nginx;
    private static String app;
    private static String scope;
    private static Partner partner;

    Gate gate;
    Gate proxy;
    String token;

    @BeforeEach
    void nginxInFrontOfTheOrders() throws Exception {
        gate = new Gate(base);
        if (nginx == null) {
            var documented = DOCUMENTED.matcher(Files.readString(Path.of("docs/forward-auth.md")));
            assertThat(documented.find()).isTrue();
            orders = Upstream.start();
            nginx = Nginx.start(
                    directory,
                    documented
                            .group(1)
                            .replace("127.0.0.1:8080", base.getAuthority())
                            .replace("127.0.0.1:9200", orders.address().getAuthority()));
            scope = AdminApi.unique();
            app = "/integration/apps/" + AdminApi.unique();
            AdminApi.of(gate)
                    .created(
                            "/scopes",
                            new JsonObject()
                                    .put("name", scope)
                                    .put(
                                            "serviceUrls",
                                            List.of(new JsonObject()
                                                    .put("url", app + "/**")
                                                    .put("methods", List.of("GET", "POST"))))
                                    .put("groups", List.of()));
            partner = Partner.register(gate, new JsonObject().put("scopes", List.of(scope)));
        }
        proxy = new Gate(nginx.address());
        token = partner.accessToken();
        orders.forgetCalls();
    }

    @AfterAll
    static void stop() throws Exception {
        if (nginx != null) {
            nginx.close();
            orders.close();
        }
    }

    private String challenge(String rest) {
        return "Bearer " + rest + "resource_metadata=\"http://127.0.0.1/.well-known/oauth-protected-resource\"";
    }

    @Test
    void allowedCallArrivesAsItWasSentAndSaysWhoCalls() throws Exception {
        var answer = proxy.send(
                "POST",
                app + "/7?a=%41&&b=/x",
                "one order",
                Map.of(
                        "Authorization",
                        "Bearer " + token,
                        "X-Gatehouse-Client",
                        "somebody-else",
                        "X-Gatehouse-Subject",
                        "somebody-else",
                        "X-Gatehouse-Scopes",
                        "everything"));

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        var call = orders.nextCall();
        assertThat(call.startLine()).startsWith("POST " + app + "/7?a=%41&&b=/x HTTP/1.");
        assertThat(call.text()).isEqualTo("one order");
        assertThat(call.headers())
                .filteredOn(header -> header.toLowerCase().startsWith("x-gatehouse-"))
                .containsExactlyInAnyOrder(
                        "X-Gatehouse-Client: " + partner.clientId(),
                        "X-Gatehouse-Subject: " + partner.clientId(),
                        "X-Gatehouse-Scopes: " + scope);
        assertThat(call.headers()).noneMatch(header -> header.toLowerCase().startsWith("authorization"));
    }

    @Test
    void callWithoutATokenIsChallengedAndDoesNotArrive() throws Exception {
        var answer = proxy.get(app + "/unseen", null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).isEqualTo(challenge(""));
        assertNothingArrived();
    }

    @Test
    void unknownTokenIsChallengedAndDoesNotArrive() throws Exception {
        var answer = proxy.get(app + "/unseen", "gat_nobody-knows-it");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate"))
                .isEqualTo(challenge("error=\"invalid_token\", error_description=\"The access token is unknown.\", "));
        assertNothingArrived();
    }

    @Test
    void methodThatTheScopeDoesNotCoverIsForbidden() throws Exception {
        var answer = proxy.send("DELETE", app + "/unseen", null, Gate.bearer(token));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("www-authenticate"))
                .isEqualTo(challenge("error=\"insufficient_scope\", error_description=\"No scope of the access token"
                        + " covers DELETE of this URL.\", "));
        assertNothingArrived();
    }

    @Test
    void missingScopeIsNamed() throws Exception {
        var other = Partner.register(gate, new JsonObject().put("scopes", List.of(Gate.CUSTOMERS_SCOPE, scope)))
                .accessToken(Gate.CUSTOMERS_SCOPE);
        var answer = proxy.get(app + "/unseen", other);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("www-authenticate"))
                .isEqualTo(challenge("error=\"insufficient_scope\", error_description=\"No scope of the access token"
                        + " covers GET of this URL.\", scope=\"" + scope + "\", "));
        assertNothingArrived();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Original-URI", "x_original_uri"})
    void originalOfTheCallersOwnMakingIsNotHeard(String header) throws Exception {
        var answer = proxy.send(
                "GET",
                "/integration/other/unseen",
                null,
                Map.of("Authorization", "Bearer " + token, header, app + "/7", "X-Original-Method", "GET"));

        assertThat(answer.status()).isEqualTo(403);
        assertNothingArrived();
    }

    @Test
    void forwardedUriOfTheCallersOwnMakingIsNotHeard() throws Exception {
        var spoofed =
                Map.of("Authorization", "Bearer " + token, "X-Forwarded-Uri", app + "/7", "X-Forwarded-Method", "GET");

        assertThat(proxy.send("GET", "/integration/other/unseen", null, spoofed).status())
                .isEqualTo(403);
        assertNothingArrived();
        assertThat(proxy.send("GET", app + "/7", null, spoofed).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL"})
    void overrideOfMethodOrUrlIsForbidden(String name) throws Exception {
        var answer =
                proxy.send("GET", app + "/unseen", null, Map.of("Authorization", "Bearer " + token, name, "DELETE"));

        assertThat(answer.status()).isEqualTo(403);
        assertNothingArrived();
    }

    @Test
    void whatOnlyProxiesSayDoesNotArriveFromTheCaller() throws Exception {
        try (var wire = Wire.to(nginx.address())) {
            var fields = Stream.of(
                            "X-Forwarded-Uri",
                            "X-Forwarded-Method",
                            "X-Forwarded-For",
                            "X-Forwarded-User",
                            "X-Real-IP",
                            "Forwarded",
                            "Remote-User",
                            "X-SSL-Client-Cert",
                            "X-Client-Cert",
                            "True-Client-IP",
                            "CF-Connecting-IP",
                            "Proxy",
                            "X_Gatehouse_Client",
                            "X.Gatehouse.Client",
                            "X_HTTP_Method_Override")
                    .map(name -> name + ": forged\r\n")
                    .collect(Collectors.joining());
            wire.send("GET " + app + "/7 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n" + fields
                    + "\r\n");
            assertThat(wire.read().status()).isEqualTo(200);
        }
        assertThat(orders.nextCall().headers()).noneMatch(line -> line.contains("forged"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x/../7", "//7", "/%2e%2e/other", "/a%2f7"})
    void pathThatTheServiceMightReadDifferentlyIsForbidden(String below) throws Exception {
        try (var wire = Wire.to(nginx.address())) {
            wire.send("GET " + app + below + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n");
            assertThat(wire.read().status()).isEqualTo(403);
        }
        assertNothingArrived();
    }

    @Test
    void clientThatCallsTooOftenHearsOfItAndItsCallDoesNotArrive() throws Exception {
        var limited = Partner.register(
                gate,
                new JsonObject()
                        .put("scopes", List.of(scope))
                        .put("rateLimit", new JsonObject().put("requests", 2).put("perSeconds", 86_400)));
        var itsToken = limited.accessToken();
        var policy = "\"client\";q=2;w=86400";

        var first = proxy.get(app + "/7", itsToken);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("ratelimit-policy")).isEqualTo(policy);
        assertThat(first.header("ratelimit")).isEqualTo("\"client\";r=1;t=43200");
        assertThat(proxy.get(app + "/7", itsToken).status()).isEqualTo(200);
        orders.forgetCalls();
        var refused = proxy.get(app + "/unseen", itsToken);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("{\"error\":\"too_many_requests\"}");
        assertThat(refused.header("content-type")).isEqualTo("application/json");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(43_000, 43_200);
        assertThat(refused.header("ratelimit-policy")).isEqualTo(policy);
        assertThat(refused.header("ratelimit")).startsWith("\"client\";r=0;t=43");
        assertNothingArrived();
    }

    @Test
    void failureOfTheServiceStaysWhatItIs() {
        orders.on(app + "/broken", "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\nsorry");

        var answer = proxy.get(app + "/broken", token);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("sorry");
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("ratelimit"));
    }

    @Test
    void checkItselfIsNotReachedThroughNginx() {
        assertThat(proxy.get("/gatehouse-check", token).status()).isEqualTo(404);
    }

    @Test
    void revocationHoldsWithinASecondOnAConnectionThatIsInUse() throws Exception {
        var request = "GET " + app + "/7 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        try (var wire = Wire.to(nginx.address())) {
            for (var i = 0; i < 5; i++) {
                wire.send(request);
                assertThat(wire.read().status()).isEqualTo(200);
            }
            partner.revoke(token);
            var revoked = System.nanoTime();
            wire.send(request);
            var status = wire.read().status();
            while (status == 200) {
                wire.send(request);
                status = wire.read().status();
            }
            assertThat(status).isEqualTo(401);
            assertThat(Duration.ofNanos(System.nanoTime() - revoked)).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** Makes an allowed call and checks that this call is the first one that the service has received. */
    private void assertNothingArrived() throws Exception {
        assertThat(proxy.get(app + "/marker", token).status()).isEqualTo(200);
        assertThat(orders.nextCall().startLine()).startsWith("GET " + app + "/marker ");
        orders.forgetCalls();
    }
}
