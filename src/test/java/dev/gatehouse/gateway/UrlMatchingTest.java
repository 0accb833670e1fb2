// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.tenant.TenantSettings;
import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.RecordingUpstream;
import dev.gatehouse.testing.Respelling;
import dev.gatehouse.testing.Spelling;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spellings of one path. A call with any spelling reaches the target of the plain spelling or nothing. The upstream
 * behind {@code {api}/**} records its calls, and the token covers {@code {api}/public/**} and two other URLs.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UrlMatchingTest {
    private static final long SEED = 4_711;
    private static final int RESPELLINGS = 300;

    private static RecordingUpstream upstream;
    private static String api;
    private static String token;

    @TestHTTPResource("/")
    URI base;

    @Inject
    TenantSettings settings;

    @Inject
    CurrentTenant tenant;

    private RawHttp http;

    @BeforeEach
    void exposeAService() {
        http = new RawHttp(base);
        if (api == null) {
            upstream = new RecordingUpstream();
            setUp(new Gate(base));
        }
    }

    @Test
    void everySpellingReachesWhatItsPlainSpellingReachesOrNothing() {
        var softly = new SoftAssertions();
        var spellings = Spelling.all(api).toList();
        for (var spelling : spellings) {
            var before = upstream.targets().size();
            var answer = http.get(spelling.target(), token);
            var reached = upstream.targets().subList(before, upstream.targets().size());

            softly.assertThat(answer.status()).as("%s: %s", spelling, answer).isEqualTo(spelling.status());
            softly.assertThat(reached).as("%s", spelling).isEqualTo(expectedTargets(spelling));
        }
        softly.assertAll();
        assertThat(spellings).hasSizeGreaterThan(150);
    }

    @Test
    void randomRespellingAnswersLikeThePlainSpellingOrIsRefused() {
        var respelling = new Respelling(SEED);
        var softly = new SoftAssertions();
        for (var plain : List.of(
                api + "/public/a", api + "/public/a:b+c", api + "/secret", "/admin/api/v1/clients", Gate.TOKEN)) {
            var expected = http.get(plain, token).status();
            var expectedTarget = expected == 200 ? List.of(plain.substring(api.length())) : List.of();
            for (var i = 0; i < RESPELLINGS; i++) {
                var spelling = respelling.of(plain);
                var before = upstream.targets().size();
                var answer = http.get(spelling, token);
                var reached =
                        upstream.targets().subList(before, upstream.targets().size());
                if (answer.status() == 400 || answer.status() == 404) {
                    softly.assertThat(reached).as(spelling).isEmpty();
                } else {
                    softly.assertThat(answer.status()).as(spelling).isEqualTo(expected);
                    softly.assertThat(reached.stream()
                                    .map(target -> target.replace("%3A", ":").replace("%2B", "+"))
                                    .toList())
                            .as(spelling)
                            .isEqualTo(expectedTarget);
                }
            }
        }
        softly.assertAll();
    }

    /**
     * A pattern covers a reserved character in plain and in encoded form, and the service receives the form that the
     * caller sent.
     */
    @Nested
    class ReservedCharacters {

        @ParameterizedTest
        @CsvSource({
            "/orders/o:cancel, /orders/o:cancel",
            "/orders/o%3Acancel, /orders/o%3Acancel",
            "/orders/o%3acancel, /orders/o%3Acancel",
            "/orders/%6f%3a%63ancel, /orders/o%3Acancel",
            "/orders/x/../o%3acancel, /orders/o%3Acancel",
            "/sums/a+b@c, /sums/a+b@c",
            "/sums/a%2bb%40c, /sums/a%2Bb%40c",
            "/sums/a+b%40c, /sums/a+b%40c",
        })
        void areCoveredInEverySpelling(String below, String forwarded) {
            var before = upstream.targets().size();
            assertThat(http.get(api + below, token).status()).isEqualTo(200);
            assertThat(upstream.targets().subList(before, upstream.targets().size()))
                    .containsExactly(forwarded);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/orders/o",
                    "/orders/o%253Acancel",
                    "/orders/o:cancel%3A",
                    "/orders/o%3Acancel/x",
                    "/orders%3Ao:cancel",
                    "/sums/a%20b@c",
                    "/sums/a%2Bb%2540c",
                })
        void openNothingElse(String below) {
            var before = upstream.targets();
            assertThat(http.get(api + below, token).status()).isEqualTo(403);
            assertThat(upstream.targets()).isEqualTo(before);
        }
    }

    @Nested
    class PathsOfTheAdminApi {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/admin/api/v1/clients",
                    "/admin/api/v1/clients/",
                    "/admin/api/v1/clients?x={api}/public/a",
                    "//admin/api/v1/clients",
                    "/admin/api/v1//clients",
                    "/%61dmin/api/v1/clients",
                    "{api}/public/../../../../../../admin/api/v1/clients",
                    "/admin/api/v1/clients/../clients"
                })
        void isOutOfReachOfATokenForServices(String target) {
            var answer = http.get(target.replace("{api}", api), token);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("content-type")).startsWith("application/problem+json");
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", "Forbidden")
                            .put("status", 403)
                            .put("detail", "No scope of the access token covers GET of this URL.")
                            .put("code", "access.insufficient-scope"));
        }

        @Test
        void refusesAnAmbiguousPathAsAProblem() {
            var answer = http.get("/admin/api/v1/clients;x", token);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("content-type")).startsWith("application/problem+json");
            assertThat(answer.json())
                    .isEqualTo(new JsonObject()
                            .put("type", "about:blank")
                            .put("title", "Bad Request")
                            .put("status", 400)
                            .put(
                                    "detail",
                                    "The path contains an encoding or a character that servers read differently.")
                            .put("code", "path.ambiguous"));
        }
    }

    @Nested
    class Methods {
        @ParameterizedTest
        @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "get", "GETT"})
        void thatNobodyKnowsReachNothing(String method) {
            var before = upstream.targets();

            assertThat(http.send(method, api + "/public/a", Gate.bearer(token), "")
                            .status())
                    .isIn(400, 404, 405, 501);
            assertThat(upstream.targets()).isEqualTo(before);
        }
    }

    /** No spelling of a path circumvents the rules of a page: a form of another site must not sign a user in. */
    @Nested
    class RulesOfPages {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/signin",
                    "/signin/",
                    "//signin",
                    "/%73ignin",
                    "/./signin",
                    "/x/../signin",
                    "/x/%2e%2e/signin",
                    "/signin?x",
                    "http://{host}/signin",
                    "/approval",
                    "/approval/",
                    "//approval",
                    "/%61pproval",
                    "/signout/"
                })
        void holdForEverySpelling(String target) {
            var answer = postForm(target, Map.of("Origin", "https://evil.example"));

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("This form came from another site");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/signin;x=1", "/signin%2f", "/signin;", "/;/signin", "/..;/signin", "/../signin"})
        void areNotPassedByASpellingThatServersReadDifferently(String target) {
            assertThat(postForm(target, Map.of("Origin", "https://evil.example"))
                            .status())
                    .isIn(400, 404);
        }

        private Answer postForm(String target, Map<String, String> headers) {
            var all = new java.util.HashMap<>(headers);
            all.put("Content-Type", "application/x-www-form-urlencoded");
            return http.send("POST", target, all, "username=jane&password=jane-demo");
        }
    }

    /** If HTTPS is required, it is required for every spelling of the path of an OAuth endpoint or a page. */
    @Nested
    class PlainHttp {
        @BeforeEach
        void requireHttps() {
            requireHttps(true);
            Awaitility.await().until(() -> http.get(Gate.JWKS, null).status() == 400);
        }

        @AfterEach
        void allowAgain() {
            requireHttps(false);
            Awaitility.await().until(() -> http.get(Gate.JWKS, null).status() == 200);
        }

        @Test
        void isRefusedForEverySpelling() {
            var softly = new SoftAssertions();
            for (var target : List.of(
                    Gate.JWKS,
                    "/integration/rest/oAuth/jwks/",
                    "/integration/rest//oAuth/jwks",
                    "/x/../integration/rest/oAuth/jwks",
                    "/integration/rest/%6fAuth/jwks",
                    "//integration/rest/oAuth/authorize",
                    "/signin",
                    "//signin",
                    "/signin/")) {
                var answer = http.get(target, null);
                softly.assertThat(answer.status()).as(target).isEqualTo(400);
                softly.assertThat(answer.body())
                        .as(target)
                        .containsAnyOf(
                                "HTTPS is required. Plain HTTP is answered at localhost only",
                                "This address is not secure");
            }
            softly.assertAll();
        }

        private void requireHttps(boolean required) {
            tenant.call(CurrentTenant.DEFAULT, () -> {
                settings.requireHttps(required);
                return required;
            });
        }
    }

    private static List<String> expectedTargets(Spelling spelling) {
        if (!spelling.reachesService()) {
            return List.of();
        }
        var query = spelling.target().indexOf('?');
        var targets = new ArrayList<String>();
        targets.add(spelling.forwarded().substring(api.length())
                + (query < 0 ? "" : spelling.target().substring(query)));
        return targets;
    }

    private static void setUp(Gate gate) {
        var admin = AdminApi.of(gate);
        var project = admin.createProject(AdminApi.unique());
        var path = "/integration/restv2/development/" + project + "/Echo";
        admin.created("/services", AdminApi.restResource(project, "Echo", "/**", upstream.address()));
        var scope = AdminApi.unique();
        admin.created(
                "/scopes",
                new JsonObject()
                        .put("name", scope)
                        .put(
                                "serviceUrls",
                                new JsonArray()
                                        .add(new JsonObject().put("url", path + "/public/**"))
                                        .add(new JsonObject().put("url", path + "/orders/o:cancel"))
                                        .add(new JsonObject().put("url", path + "/sums/a%2Bb@c"))));
        token = Partner.register(gate, new JsonObject().put("scopes", List.of(scope)))
                .accessToken();
        api = path;
    }
}
