// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static dev.gatehouse.testing.AdminApi.ABSENT;
import static dev.gatehouse.testing.AdminApi.V1;
import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.RecordingUpstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin API as its callers see it: every rule broken once, with the whole answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AdminApiTest {
    private static final String FORBIDDEN =
            "These characters are not allowed: & ( ) \\ ; , / \" : ' < > and invisible characters.";

    private static AdminApi admin;

    @TestHTTPResource("/")
    URI base;

    private Gate gate;

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        if (admin == null) {
            admin = AdminApi.of(gate);
        }
    }

    @Nested
    class ClientsEndpoint {

        @Test
        void clientIsCreatedWithDefaultsAndItsSecretShownOnce() {
            var name = unique();
            var answer = admin.post("/clients", client(name));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            var created = answer.json();
            var id = created.getString("clientId");
            assertThat(answer.location().getPath()).isEqualTo(V1 + "/clients/" + id);
            assertThat(created.getString("clientSecret")).startsWith("gcs_").hasSizeGreaterThan(44);
            var expected = new JsonObject()
                    .put("clientId", id)
                    .put("name", name)
                    .put("version", "1.0")
                    .put("type", "CONFIDENTIAL")
                    .put("redirectUris", new JsonArray().add("https://client.example/callback"))
                    .put("grantTypes", new JsonArray().add("authorization_code"))
                    .put("requirePkce", "GLOBAL")
                    .put("expiration", "GLOBAL")
                    .put("refresh", "LIMITED")
                    .put("refreshCount", 0)
                    .put("approval", "ALWAYS")
                    .put("resourceServer", false)
                    .put("active", true)
                    .put("builtIn", false)
                    .put("scopes", new JsonArray())
                    .put("groups", new JsonArray())
                    .put("warnings", new JsonArray())
                    .put("createdAt", created.getString("createdAt"))
                    .put("updatedAt", created.getString("updatedAt"));
            assertThat(admin.get("/clients/" + id).json()).isEqualTo(expected);
            assertThat(admin.get("/clients?search=" + name).json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray().add(expected)));
            assertThat(PostgresResource.dump()).doesNotContain(created.getString("clientSecret"));
        }

        @Test
        void publicClientHasNoSecret() {
            var created = admin.created("/clients", client(unique()).put("type", "PUBLIC"));

            assertThat(created.fieldNames()).doesNotContain("clientSecret");
        }

        @Test
        void clientIsReplacedButForNameAndVersion() {
            var name = unique();
            var id = admin.created("/clients", client(name)).getString("clientId");

            var answer = admin.put(
                    "/clients/" + id,
                    client(name)
                            .put("description", "Changed")
                            .put("active", false)
                            .put("requirePkce", "YES")
                            .put("expiration", "SECONDS")
                            .put("expirationSeconds", 60)
                            .put("refresh", "LIMITED")
                            .put("refreshCount", 3)
                            .put("approval", "ONCE")
                            .put("accessTokenFormat", "OPAQUE")
                            .put("scopes", new JsonArray().add(Gate.CUSTOMERS_SCOPE.toUpperCase())));

            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            var changed = admin.get("/clients/" + id).json();
            assertThat(changed).isEqualTo(answer.json());
            assertThat(changed.getString("description")).isEqualTo("Changed");
            assertThat(changed.getBoolean("active")).isFalse();
            assertThat(changed.getInteger("expirationSeconds")).isEqualTo(60);
            assertThat(changed.getInteger("refreshCount")).isEqualTo(3);
            assertThat(changed.getJsonArray("scopes")).containsExactly(Gate.CUSTOMERS_SCOPE);
            assertThat(audited("client.changed", name + " 1.0")).isEqualTo(1);
        }

        @Test
        void nameAndVersionCannotBeChanged() {
            var id = admin.created("/clients", client(unique())).getString("clientId");

            assertInvalid(
                    admin.put("/clients/" + id, client("Other").put("version", "2.0")),
                    error("name", "This value can't be changed."),
                    error("version", "This value can't be changed."));
        }

        @Test
        void clientIsDeletedWithItsTokens() {
            var name = unique();
            var created = admin.created(
                    "/clients",
                    client(name)
                            .put("grantTypes", new JsonArray().add("client_credentials"))
                            .put("scopes", new JsonArray().add(Gate.CUSTOMERS_SCOPE)));
            var id = created.getString("clientId");
            var token = clientCredentials(id, created.getString("clientSecret"))
                    .json()
                    .getString("access_token");
            assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(200);

            assertThat(admin.delete("/clients/" + id).status()).isEqualTo(204);

            assertProblem(admin.get("/clients/" + id), 404, "Not found", "The client does not exist.");
            assertThat(audited("client.deleted", name + " 1.0")).isEqualTo(1);
            await().untilAsserted(() ->
                    assertThat(gate.get(Gate.CUSTOMERS, token).status()).isEqualTo(401));
        }

        @Test
        void whatIsRequiredIsNamed() {
            assertInvalid(
                    admin.post("/clients", new JsonObject()),
                    error("name", "A value is required."),
                    error("version", "A value is required."),
                    error(
                            "redirectUris",
                            "The authorization code and implicit grants need at least one redirect URI."));
        }

        @ParameterizedTest
        @ValueSource(strings = {"&", "(", ")", "\\", ";", ",", "/", "\"", ":", "'", "<", ">"})
        void forbiddenCharacterInNameOrVersionIsNamed(String character) {
            assertInvalid(
                    admin.post("/clients", client("a" + character + "b").put("version", "1" + character + "0")),
                    error("name", FORBIDDEN),
                    error("version", FORBIDDEN));
        }

        @Test
        void textThatCannotBeStoredIsRefused() {
            assertInvalid(
                    admin.post("/clients", client("a\0b").put("version", "1")),
                    error("name", "Control characters are not allowed. Remove them."));
            assertInvalid(
                    gate.postJson(V1 + "/clients", client("half").encode().replace("half", "a\\ud800b"), admin.token()),
                    error("name", "The text contains half a character (an unpaired surrogate). Remove it."));
        }

        @Test
        void tooLongTextIsRefused() {
            assertInvalid(
                    admin.post(
                            "/clients",
                            client("n".repeat(101))
                                    .put("version", "1".repeat(51))
                                    .put("description", "d".repeat(501))),
                    error("name", "At most 100 characters are allowed."),
                    error("version", "At most 50 characters are allowed."),
                    error("description", "At most 500 characters are allowed."));
        }

        @Test
        void nameAndVersionAreUniqueTogetherIgnoringCase() {
            var name = unique();
            admin.created("/clients", client(name));
            admin.created("/clients", client(name).put("version", "1.1"));

            assertConflict(
                    admin.post("/clients", client(name.toUpperCase())),
                    "name",
                    "A client named " + name.toUpperCase()
                            + " with version 1.0 exists already. Choose another name or version.");
        }

        @Test
        void twoParallelCreationsOfOneNameMakeOneClient() {
            var name = unique();

            assertThat(statuses(8, i -> admin.post("/clients", client(name))))
                    .containsExactlyInAnyOrder(201, 409, 409, 409, 409, 409, 409, 409);
        }

        @Test
        void parallelChangesOfOneClientAreAllDoneOrRefusedAsOvertaken() {
            var name = unique();
            var id = admin.created("/clients", client(name)).getString("clientId");

            assertThat(statuses(8, i -> admin.put("/clients/" + id, client(name).put("description", "by " + i))))
                    .contains(200)
                    .isSubsetOf(200, 409);
        }

        /** What is left out could be a wish or a mistake: it must not switch a client on or take its scopes. */
        @Test
        void replacingNeedsTheStatusAndTheScopes() {
            var name = unique();
            var id = admin.created("/clients", client(name)).getString("clientId");
            var partial = client(name);
            partial.remove("active");
            partial.remove("scopes");

            assertInvalid(
                    admin.put("/clients/" + id, partial),
                    error("active", "A value is required."),
                    error("scopes", "A value is required."));
        }

        @Test
        void parallelRegenerationsLeaveOneSecret() {
            var name = unique();
            var created = admin.created(
                    "/clients",
                    client(name)
                            .put("grantTypes", new JsonArray().add("client_credentials"))
                            .put("scopes", new JsonArray().add(Gate.CUSTOMERS_SCOPE)));
            var id = created.getString("clientId");
            var secrets = new ConcurrentLinkedQueue<String>();

            statuses(6, i -> {
                var answer = admin.post("/clients/" + id + "/secret", new JsonObject());
                if (answer.status() == 200) {
                    secrets.add(answer.json().getString("clientSecret"));
                }
                return answer;
            });

            assertThat(secrets).isNotEmpty();
            assertThat(secrets.stream()
                            .filter(secret -> clientCredentials(id, secret).status() == 200))
                    .hasSize(1);
        }

        @Test
        void parallelDeletionsOfOneClientDeleteItOnce() {
            var id = admin.created("/clients", client(unique())).getString("clientId");

            assertThat(statuses(4, i -> admin.delete("/clients/" + id)))
                    .containsOnlyOnce(204)
                    .isSubsetOf(204, 404, 409);
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                http://client.example/cb       | Use https. http is allowed only for loopback addresses: 127.0.0.1, [::1] and localhost.
                http://127.0.0.1.evil.test/cb  | Use https. http is allowed only for loopback addresses: 127.0.0.1, [::1] and localhost.
                http://0.0.0.0/cb              | Use https. http is allowed only for loopback addresses: 127.0.0.1, [::1] and localhost.
                https://client.example/cb#x    | A fragment (#) is not allowed. Remove it.
                https://client.example/cb#     | A fragment (#) is not allowed. Remove it.
                https://user@client.example/cb | A user name or password is not allowed. Remove it.
                https://a:b@client.example/    | A user name or password is not allowed. Remove it.
                https:///cb                    | The URI must name a host.
                /cb                            | Enter an absolute URI.
                client.example/cb              | Enter an absolute URI.
                javascript:alert(1)            | Enter an absolute URI.
                data:text/html,x               | Enter an absolute URI.
                ftp://client.example/cb        | Use https, http on a loopback address, or a scheme of your own such as com.example.app.
                FTP://client.example/cb        | Use https, http on a loopback address, or a scheme of your own such as com.example.app.
                JavaScript://x/%0Aalert(1)     | Use https, http on a loopback address, or a scheme of your own such as com.example.app.
                vbscript:/x                    | Use https, http on a loopback address, or a scheme of your own such as com.example.app.
                ms-msdt:/x                     | Use https, http on a loopback address, or a scheme of your own such as com.example.app.
                file:///etc/passwd             | Use https, http on a loopback address, or a scheme of your own such as com.example.app.
                view-source://client.example/  | Use https, http on a loopback address, or a scheme of your own such as com.example.app.
                cursor:cb                      | Enter an absolute URI.
                https://client.example:65536/  | The port must be at most 65535.
                http://127.0.0.1:65536/cb      | The port must be at most 65535.
                com.example.app://h:99999/cb   | The port must be at most 65535.
                https://client example/cb      | This is not a URI. Check its characters.
                https://*.example/%zz          | This is not a URI. Check its characters.
                """)
        void redirectUriThatBreaksARuleIsRefused(String uri, String message) {
            assertInvalid(
                    admin.post("/clients", client(unique()).put("redirectUris", new JsonArray().add(uri))),
                    error("redirectUris[0]", message));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://client.example",
                    "https://client.example:8443/cb?x=1",
                    "http://127.0.0.1/cb",
                    "http://127.0.0.1:4711/cb",
                    "http://[::1]/cb",
                    "http://localhost:3000/cb",
                    "https://client.example:65535/cb",
                    "HTTPS://Client.Example/CB",
                    "HTTP://LocalHost:3000/cb",
                    "com.example.app:/cb",
                    "com.example.app:cb",
                    "com.example.app://host/cb",
                    "cursor://anysphere.cursor-mcp/oauth/callback",
                    "vscode://vscode.github-authentication/did-authenticate",
                    "myapp:/cb"
                })
        void redirectUriThatMayBeRegisteredIsKeptLetterForLetter(String uri) {
            var created = admin.created("/clients", client(unique()).put("redirectUris", new JsonArray().add(uri)));

            assertThat(created.getJsonArray("redirectUris")).containsExactly(uri);
        }

        /** RFC 8252 §7.1, §8.3 */
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                https://client.example/cb |
                http://127.0.0.1/cb       |
                http://[::1]/cb           |
                https://localhost/cb      |
                com.example.app:/cb       |
                http://localhost/cb       | localhost may lead to another network interface; register http://127.0.0.1 instead
                HTTP://LOCALHOST:3000     | localhost may lead to another network interface; register http://127.0.0.1 instead
                cursor://host/cb          | Any app can claim a scheme without a dot; use a reversed domain name, such as com.example.app:/callback
                VSCode:/cb                | Any app can claim a scheme without a dot; use a reversed domain name, such as com.example.app:/callback
                """)
        void redirectUriThatWorksButCouldBeBetterIsWarnedAbout(String uri, String warning) {
            var created = admin.created("/clients", client(unique()).put("redirectUris", new JsonArray().add(uri)));

            assertThat(created.getJsonArray("warnings"))
                    .containsExactlyElementsOf(warning == null ? List.of() : List.of(warning));
        }

        @Test
        void redirectUriStandsOnceAndIsNeverEmpty() {
            assertInvalid(
                    admin.post(
                            "/clients",
                            client(unique())
                                    .put(
                                            "redirectUris",
                                            new JsonArray()
                                                    .add("https://client.example/cb")
                                                    .add("HTTPS://Client.example/cb")
                                                    .add(" ")
                                                    .addNull())),
                    error("redirectUris[1]", "This entry appears twice. Remove one of them."),
                    error("redirectUris[2]", "A value is required."),
                    error("redirectUris[3]", "A value is required."));
        }

        @ParameterizedTest
        @CsvSource({"implicit", "authorization_code"})
        void grantThatRedirectsNeedsARedirectUri(String grant) {
            assertInvalid(
                    admin.post(
                            "/clients",
                            client(unique())
                                    .put("grantTypes", new JsonArray().add(grant))
                                    .put("redirectUris", new JsonArray())),
                    error(
                            "redirectUris",
                            "The authorization code and implicit grants need at least one redirect URI."));
        }

        @ParameterizedTest
        @CsvSource({"client_credentials", "password"})
        void publicClientCannotUseGrant(String grant) {
            assertInvalid(
                    admin.post(
                            "/clients",
                            client(unique()).put("type", "PUBLIC").put("grantTypes", new JsonArray().add(grant))),
                    error(
                            "grantTypes",
                            "The grants client_credentials and password are for confidential clients only."));
        }

        @ParameterizedTest
        @CsvSource({"refresh_token", "AUTHORIZATION_CODE", "''", "urn:ietf:params:oauth:grant-type:device_code"})
        void unknownGrantIsRefused(String grant) {
            assertInvalid(
                    admin.post("/clients", client(unique()).put("grantTypes", new JsonArray().add(grant))),
                    error(
                            "grantTypes",
                            "Only these values are allowed: authorization_code, implicit, client_credentials, password."));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                SECONDS | 0  | The number must be between 1 and 2147483647.
                SECONDS | -1 | The number must be between 1 and 2147483647.
                SECONDS | -  | The number must be between 1 and 2147483647.
                GLOBAL  | 60 | Only a client whose tokens expire after a number of seconds (SECONDS) has this value.
                NEVER   | 60 | Only a client whose tokens expire after a number of seconds (SECONDS) has this value.
                """)
        void expirationOutOfRangeIsRefused(String expiration, Integer seconds, String message) {
            assertInvalid(
                    admin.post(
                            "/clients",
                            client(unique()).put("expiration", expiration).put("expirationSeconds", seconds)),
                    error("expirationSeconds", message));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                LIMITED   | -1 | The number must be between 0 and 2147483647.
                -         | -1 | The number must be between 0 and 2147483647.
                UNLIMITED | 3  | Only a client with a limited refresh count (LIMITED) has this value.
                """)
        void refreshCountOutOfRangeIsRefused(String refresh, Integer count, String message) {
            assertInvalid(
                    admin.post(
                            "/clients", client(unique()).put("refresh", refresh).put("refreshCount", count)),
                    error("refreshCount", message));
        }

        @Test
        void largestNumbersAreKept() {
            var created = admin.created(
                    "/clients",
                    client(unique())
                            .put("expiration", "SECONDS")
                            .put("expirationSeconds", Integer.MAX_VALUE)
                            .put("refreshCount", Integer.MAX_VALUE));

            assertThat(created.getInteger("expirationSeconds")).isEqualTo(Integer.MAX_VALUE);
            assertThat(created.getInteger("refreshCount")).isEqualTo(Integer.MAX_VALUE);
        }

        @Test
        void limitedWithoutACountMeansNoRefreshToken() {
            assertThat(admin.created("/clients", client(unique()).put("refresh", "LIMITED"))
                            .getInteger("refreshCount"))
                    .isZero();
        }

        @Test
        void unknownScopeIsNamed() {
            assertInvalid(
                    admin.post(
                            "/clients",
                            client(unique())
                                    .put(
                                            "scopes",
                                            new JsonArray().add("NoSuchScope").addNull())),
                    error("scopes", "An entry must not be null."));
            assertInvalid(
                    admin.post("/clients", client(unique()).put("scopes", new JsonArray().add("NoSuchScope"))),
                    error("scopes", "The scope NoSuchScope does not exist."));
        }

        @Test
        void whatIsRiskyIsAllowedWithAWarning() {
            var created = admin.created(
                    "/clients",
                    client(unique())
                            .put("type", "PUBLIC")
                            .put("requirePkce", "NO")
                            .put("approval", "NEVER")
                            .put("expiration", "NEVER")
                            .put(
                                    "grantTypes",
                                    new JsonArray().add("authorization_code").add("implicit")));

            assertThat(created.getJsonArray("warnings"))
                    .containsExactly(
                            "A public client without PKCE cannot protect its authorization codes from other apps",
                            "Nobody is asked before this client gets access; use this only for a client of your own",
                            "The implicit grant puts tokens into browser history; use the authorization code with PKCE",
                            "Its access tokens never expire; a leaked one works until it is revoked");
        }

        @Test
        void listIsWalkedByKey() {
            var prefix = unique();
            for (var i = 0; i < 5; i++) {
                admin.created("/clients", client(prefix + i));
            }

            assertThat(walk("/clients?limit=2&search=" + prefix, "name"))
                    .containsExactly(prefix + 0, prefix + 1, prefix + 2, prefix + 3, prefix + 4);
        }

        @Nested
        class Secret {
            private String id;
            private String old;

            @BeforeEach
            void register() {
                var created = admin.created(
                        "/clients",
                        client(unique())
                                .put("grantTypes", new JsonArray().add("client_credentials"))
                                .put("scopes", new JsonArray().add(Gate.CUSTOMERS_SCOPE)));
                id = created.getString("clientId");
                old = created.getString("clientSecret");
            }

            @Test
            void regeneratedWithoutOverlapReplacesTheOldOneAtOnce() {
                var answer = admin.post("/clients/" + id + "/secret", new JsonObject());

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("cache-control")).isEqualTo("no-store");
                assertThat(clientCredentials(id, answer.json().getString("clientSecret"))
                                .status())
                        .isEqualTo(200);
                assertThat(clientCredentials(id, old).status()).isEqualTo(401);
                assertThat(admin.get("/clients/" + id).json().fieldNames()).doesNotContain("clientSecret");
            }

            @Test
            void regeneratedWithOverlapLeavesTheOldOneValidForThatLong() {
                var regenerated = admin.post("/clients/" + id + "/secret", new JsonObject().put("overlapSeconds", 4))
                        .json()
                        .getString("clientSecret");

                assertThat(clientCredentials(id, old).status()).isEqualTo(200);
                assertThat(clientCredentials(id, regenerated).status()).isEqualTo(200);
                await().untilAsserted(() ->
                        assertThat(clientCredentials(id, old).status()).isEqualTo(401));
                assertThat(clientCredentials(id, regenerated).status()).isEqualTo(200);
            }

            @ParameterizedTest
            @ValueSource(longs = {-1, 7_776_001, Long.MAX_VALUE})
            void overlapOutOfRangeIsRefused(long seconds) {
                assertInvalid(
                        admin.post("/clients/" + id + "/secret", new JsonObject().put("overlapSeconds", seconds)),
                        error("overlapSeconds", "The number must be between 0 and 7776000."));
                assertThat(clientCredentials(id, old).status()).isEqualTo(200);
            }

            @Test
            void ofAPublicClientDoesNotExist() {
                assertInvalid(
                        admin.post("/clients/" + Gate.PUBLIC_CLIENT + "/secret", new JsonObject()),
                        outsideBody("type", "A public client has no secret."));
            }

            @Test
            void comesAndGoesWithTheType() {
                var name = admin.get("/clients/" + id).json().getString("name");
                var common = client(name).put("grantTypes", new JsonArray());

                assertThat(admin.put("/clients/" + id, common.copy().put("type", "PUBLIC"))
                                .json()
                                .fieldNames())
                        .doesNotContain("clientSecret");
                assertThat(admin.put("/clients/" + id, common.copy().put("type", "CONFIDENTIAL"))
                                .json()
                                .getString("clientSecret"))
                        .startsWith("gcs_")
                        .isNotEqualTo(old);
            }
        }

        @Test
        void builtInClientCannotBeEdited() {
            var why = "The built-in client Gatehouse administration can't be changed.";

            assertProblem(admin.put("/clients/gatehouse-admin", client("x")), 409, "Conflict", why);
            assertProblem(admin.delete("/clients/gatehouse-admin"), 409, "Conflict", why);
            assertProblem(admin.post("/clients/gatehouse-admin/secret", new JsonObject()), 409, "Conflict", why);
        }
    }

    @Nested
    class ScopesEndpoint {

        @ParameterizedTest
        @ValueSource(strings = {"gatehouse.", "gatehouse.metrics", "Gatehouse.Admin2", "GATEHOUSE.x"})
        void prefixOfBuiltInScopesIsReserved(String name) {
            assertInvalid(
                    admin.post("/scopes", scope(name)),
                    error(
                            "name",
                            "Names that begin with gatehouse. are reserved for built-in scopes. Choose another name."));
        }

        @Test
        void scopeIsCreatedReadReplacedAndDeleted() {
            var name = unique();
            var created = admin.created(
                    "/scopes",
                    new JsonObject()
                            .put("name", name)
                            .put("description", "Some of it")
                            .put(
                                    "serviceUrls",
                                    urls(url("integration/%61/*", "post", "GET"), url("/integration/b/**"))));
            var id = created.getString("id");

            assertThat(created)
                    .isEqualTo(new JsonObject()
                            .put("id", id)
                            .put("name", name)
                            .put("description", "Some of it")
                            .put("builtIn", false)
                            .put("serviceUrls", urls(url("/integration/a/*", "GET", "POST"), url("/integration/b/**")))
                            .put("groups", new JsonArray())
                            .put("createdAt", created.getString("createdAt"))
                            .put("updatedAt", created.getString("updatedAt")));
            assertThat(admin.get("/scopes/" + id).json()).isEqualTo(created);
            assertThat(admin.get("/scopes?search=" + name).json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray().add(created)));

            var changed = admin.put("/scopes/" + id, scope(name).put("serviceUrls", urls(url("/integration/c"))));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(admin.get("/scopes/" + id).json().getJsonArray("serviceUrls"))
                    .isEqualTo(urls(url("/integration/c")));

            assertThat(admin.delete("/scopes/" + id).status()).isEqualTo(204);
            assertProblem(admin.get("/scopes/" + id), 404, "Not found", "The scope does not exist.");
            for (var action : List.of("scope.created", "scope.changed", "scope.deleted")) {
                assertThat(audited(action, name)).as(action).isEqualTo(1);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b", "a\\b", "a,b", "a\"b", "ä"})
        void nameWithACharacterThatNoScopeMayHaveIsRefused(String name) {
            assertInvalid(
                    admin.post("/scopes", scope(name)),
                    error("name", "Only visible ASCII characters without \\ , and \" are allowed."));
        }

        @Test
        void nameOfMoreThanAHundredCharactersIsRefused() {
            assertInvalid(
                    admin.post("/scopes", scope("a".repeat(101))),
                    error("name", "At most 100 characters are allowed."));
        }

        @Test
        void nameIsUniqueIgnoringCase() {
            var name = unique();
            admin.created("/scopes", scope(name));

            assertConflict(
                    admin.post("/scopes", scope(name.toUpperCase())),
                    "name",
                    "A scope named " + name.toUpperCase() + " exists already. Choose another name.");
        }

        @Test
        void parallelCreationsOfOneNameMakeOneScope() {
            var name = unique();

            assertThat(statuses(4, i -> admin.post("/scopes", scope(name))))
                    .containsExactlyInAnyOrder(201, 409, 409, 409);
        }

        @Test
        void nameCannotBeChanged() {
            var id = admin.created("/scopes", scope(unique())).getString("id");

            assertInvalid(admin.put("/scopes/" + id, scope("Other")), error("name", "This value can't be changed."));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                /admin/api/**            | The path must start with /integration/.
                /integration             | The path must start with /integration/.
                /integration/a/../b      | The segments . and .. are not allowed.
                /integration/a%2fb       | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
                /integration/a;b         | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
                /integration/{id}        | Write a path variable as *: /abc/* instead of /abc/{id}.
                /integration/a*          | * is allowed only as a whole segment.
                /integration/**/b        | ** is allowed only as the last segment.
                /integration//b          | Enter a path without empty segments, query or fragment.
                """)
        void patternThatBreaksARuleIsRefused(String pattern, String message) {
            assertInvalid(
                    admin.post("/scopes", scope(unique()).put("serviceUrls", urls(url(pattern)))),
                    error("serviceUrls[0].url", message));
        }

        @Test
        void everyFaultyUrlIsNamed() {
            assertInvalid(
                    admin.post("/scopes", scope(unique()).put("serviceUrls", new JsonArray())),
                    error("serviceUrls", "At least one entry is required."));
            assertInvalid(
                    admin.post(
                            "/scopes",
                            scope(unique())
                                    .put(
                                            "serviceUrls",
                                            urls(url("/integration/a"), url("/integration/%61"))
                                                    .addNull()
                                                    .add(url("/integration/b", "FETCH")))),
                    error("serviceUrls[1].url", "This entry appears twice. Remove one of them."),
                    error("serviceUrls[2].url", "A value is required."),
                    error(
                            "serviceUrls[3].methods",
                            "Only these values are allowed: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS."));
        }

        @Test
        void scopeInUseNamesItsClients() {
            var name = unique();
            var id = admin.created("/scopes", scope(name)).getString("id");
            admin.created("/clients", client(name).put("scopes", new JsonArray().add(name)));

            assertProblem(
                    admin.delete("/scopes/" + id),
                    409,
                    "Conflict",
                    "The scope is in use: client " + name + " 1.0. Remove the scope there first.");
        }

        @Test
        void scopeThatALiveTokenCarriesCannotBeDeleted() {
            var name = unique();
            var id = admin.created("/scopes", scope(name)).getString("id");
            var registration = client(name)
                    .put("grantTypes", new JsonArray().add("client_credentials"))
                    .put("scopes", new JsonArray().add(name));
            var client = admin.created("/clients", registration);
            var clientId = client.getString("clientId");
            assertThat(clientCredentials(clientId, client.getString("clientSecret"))
                            .status())
                    .isEqualTo(200);
            assertThat(admin.put("/clients/" + clientId, registration.put("scopes", new JsonArray()))
                            .status())
                    .isEqualTo(200);

            assertProblem(
                    admin.delete("/scopes/" + id),
                    409,
                    "Conflict",
                    "The scope is in use: 1 live token of " + name + " 1.0. Remove the scope there first.");
        }

        @Test
        void builtInScopesCannotBeEdited() {
            for (var name : List.of("gatehouse.admin", "gatehouse.audit")) {
                var id = admin.get("/scopes?search=" + name)
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("id");
                var why = "The built-in scope " + name + " can't be changed.";

                assertProblem(admin.put("/scopes/" + id, scope(name)), 409, "Conflict", why);
                assertProblem(admin.delete("/scopes/" + id), 409, "Conflict", why);
            }
        }

        @Test
        void listIsWalkedByKey() {
            var prefix = unique();
            IntStream.range(0, 3).forEach(i -> admin.created("/scopes", scope(prefix + i)));

            assertThat(walk("/scopes?limit=1&search=" + prefix.toUpperCase(), "name"))
                    .containsExactly(prefix + 0, prefix + 1, prefix + 2);
        }
    }

    @Nested
    class ProjectsEndpoint {

        @Test
        void projectIsCreatedReadRenamedAndDeleted() {
            var name = unique();
            var created = admin.created("/projects", new JsonObject().put("name", name));
            var id = created.getString("projectId");

            assertThat(id).matches("fl[0-9a-f]{12}");
            assertThat(created.getString("environment")).isEqualTo("development");
            assertThat(admin.get("/projects/" + id).json()).isEqualTo(created);
            assertThat(admin.put("/projects/" + id, new JsonObject().put("name", name + "2"))
                            .status())
                    .isEqualTo(200);
            assertThat(admin.get("/projects/" + id).json().getString("name")).isEqualTo(name + "2");
            assertThat(admin.delete("/projects/" + id).status()).isEqualTo(204);
            assertProblem(admin.get("/projects/" + id), 404, "Not found", "The project does not exist.");
            for (var action : List.of("project.created", "project.changed", "project.deleted")) {
                assertThat(audited(action, id)).as(action).isEqualTo(1);
            }
        }

        @Test
        void nameIsRequiredAndEnvironmentIsAPathSegment() {
            assertInvalid(
                    admin.post("/projects", new JsonObject().put("environment", "a/b")),
                    error("name", "A value is required."),
                    error("environment", "Use up to 63 letters, digits, - and _, and begin with a letter or digit."));
        }

        @Test
        void nameIsUniqueInItsEnvironmentIgnoringCase() {
            var name = unique();
            admin.created("/projects", new JsonObject().put("name", name));
            admin.created("/projects", new JsonObject().put("name", name).put("environment", "test"));

            assertConflict(
                    admin.post("/projects", new JsonObject().put("name", name.toUpperCase())),
                    "name",
                    "A project named " + name.toUpperCase() + " exists already in development. Choose another name.");
        }

        @Test
        void environmentCannotBeChanged() {
            var name = unique();
            var id = admin.createProject(name);

            assertInvalid(
                    admin.put(
                            "/projects/" + id,
                            new JsonObject().put("name", name).put("environment", "test")),
                    error("environment", "This value can't be changed."));
        }

        @Test
        void projectWithServicesCannotBeDeleted() {
            var project = project();
            admin.created("/services", service(project, "/a"));

            assertProblem(
                    admin.delete("/projects/" + project),
                    409,
                    "Conflict",
                    "The project has exposed services. Delete them first.");
        }

        @Test
        void defaultProjectStays() {
            var id = admin.walk("/projects?limit=200").stream()
                    .filter(row -> row.getString("name").equals("Default"))
                    .findFirst()
                    .orElseThrow()
                    .getString("projectId");

            assertProblem(admin.delete("/projects/" + id), 409, "Conflict", "The default project can't be deleted.");
            assertInvalid(
                    admin.put("/projects/" + id, new JsonObject().put("name", "Other")),
                    error("name", "The name of the default project can't be changed."));
        }

        @Test
        void listIsWalkedByKey() {
            project();
            project();

            var all = walk("/projects?limit=1", "projectId");
            assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(2).isSorted();
        }
    }

    @Nested
    class ServicesEndpoint {

        @Test
        void restResourceIsCreatedReadReplacedAndDeleted() {
            var project = project();
            var created =
                    admin.created("/services", service(project, "/items/*").put("methods", new JsonArray().add("get")));
            var id = created.getString("id");
            var path = "/integration/restv2/development/" + project + "/Api/items/*";

            assertThat(created)
                    .isEqualTo(new JsonObject()
                            .put("id", id)
                            .put("projectId", project)
                            .put("kind", "REST_RESOURCE")
                            .put("name", "Api")
                            .put("resource", "/items/*")
                            .put("path", path)
                            .put("methods", new JsonArray().add("GET"))
                            .putNull("description")
                            .put("upstreamUrl", "http://127.0.0.1:9/base")
                            .put("timeoutMs", 30_000)
                            .putNull("rateLimit")
                            .put("cors", new JsonObject().put("mode", "OFF").put("origins", new JsonArray()))
                            .put("imported", false)
                            .putNull("lastUsedAt")
                            .put("createdAt", created.getString("createdAt"))
                            .put("updatedAt", created.getString("updatedAt")));
            assertThat(admin.get("/services/" + id).json()).isEqualTo(created);
            assertThat(admin.put("/services/" + id, service(project, "/things").put("timeoutMs", 1))
                            .status())
                    .isEqualTo(200);
            var changedPath = "/integration/restv2/development/" + project + "/Api/things";
            assertThat(admin.get("/services/" + id).json().getString("path")).isEqualTo(changedPath);
            assertThat(admin.delete("/services/" + id).status()).isEqualTo(204);
            assertProblem(admin.get("/services/" + id), 404, "Not found", "The service does not exist.");
            assertThat(audited("service.created", path)).isEqualTo(1);
            assertThat(audited("service.changed", changedPath)).isEqualTo(1);
            assertThat(audited("service.deleted", changedPath)).isEqualTo(1);
        }

        @Test
        void flowServiceHasAPathOfItsOwn() {
            var project = project();

            assertThat(admin.created("/services", flow(project)).getString("path"))
                    .isEqualTo("/integration/rest/external/integration/run/development/" + project + "/calculate");
        }

        @Test
        void whatIsRequiredIsNamed() {
            assertInvalid(
                    admin.post("/services", new JsonObject()),
                    error("kind", "Only these values are allowed: FLOW_SERVICE, REST_RESOURCE."),
                    error("projectId", "A value is required."));
            assertInvalid(
                    admin.post("/services", flow("nowhere")), error("projectId", "There is no project with this ID."));
        }

        @Test
        void kindAndProjectCannotBeChanged() {
            var project = project();
            var id = admin.created("/services", flow(project)).getString("id");

            assertInvalid(
                    admin.put("/services/" + id, service("fldemo", "/a")),
                    error("kind", "This value can't be changed."),
                    error("projectId", "This value can't be changed."),
                    error("resource", "Only a REST resource has this value. Remove it."));
        }

        @ParameterizedTest
        @ValueSource(strings = {"..", ".", "a/b", "a b", "a%2fb", "*", "a;b", "ä"})
        void nameIsAPlainPathSegment(String name) {
            var answer = admin.post("/services", flow(project()).put("name", name));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors"))
                    .containsExactly(error(
                            "name",
                            "Only letters, digits and . _ ~ - are allowed, because the name is part of the URL."));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                items            | The path must begin with /.
                /a/../../../b    | The segments . and .. are not allowed.
                /a/./b           | The segments . and .. are not allowed.
                /a/.             | The segments . and .. are not allowed.
                /a%2fb           | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
                /a;b             | Servers may read this path differently. Use no encoded slashes, backslashes or control characters.
                /{id}            | Write a path variable as *: /abc/* instead of /abc/{id}.
                /a//b            | Enter a path without empty segments, query or fragment.
                /a?b             | Enter a path without empty segments, query or fragment.
                /**/a            | ** is allowed only as the last segment.
                """)
        void resourceThatBreaksARuleIsRefused(String resource, String message) {
            var answer = admin.post("/services", service(project(), resource));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors")).contains(error("resource", message));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                ftp://host/             | Enter an absolute http or https URL.
                //host/                 | Enter an absolute http or https URL.
                /base                   | Enter an absolute http or https URL.
                http:///base            | Enter an absolute http or https URL.
                http://a b/             | Enter an absolute http or https URL.
                file:///etc/passwd      | Enter an absolute http or https URL.
                http://user:pw@host/    | A user, a query or a fragment is not allowed. Remove it.
                http://host/?a=b        | A user, a query or a fragment is not allowed. Remove it.
                http://host/#a          | A user, a query or a fragment is not allowed. Remove it.
                http://host:0/          | The port must be between 1 and 65535.
                http://host:65536/      | The port must be between 1 and 65535.
                http://user_host:65536/ | The port must be between 1 and 65535.
                http://user_host%20/    | Enter an absolute http or https URL.
                """)
        void upstreamUrlThatBreaksARuleIsRefused(String url, String message) {
            assertInvalid(
                    admin.post("/services", flow(project()).put("upstreamUrl", url)), error("upstreamUrl", message));
        }

        /** RFC 3986 §3.1, §3.2.2; hosts with an underscore are what container networks call services. */
        @ParameterizedTest
        @CsvSource({
            "HTTP://User_Service:8080/Base, http://user_service:8080/Base",
            "hTTps://API.Example, https://api.example",
            "http://[::A]:1/x, http://[::a]:1/x"
        })
        void schemeAndHostOfTheUpstreamHaveNoCase(String url, String stored) {
            assertThat(admin.created("/services", flow(project()).put("upstreamUrl", url))
                            .getString("upstreamUrl"))
                    .isEqualTo(stored);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, 3_600_001})
        void timeoutOutOfRangeIsRefused(int timeout) {
            assertInvalid(
                    admin.post("/services", flow(project()).put("timeoutMs", timeout)),
                    error("timeoutMs", "The number must be between 1 and 3600000."));
        }

        @Test
        void onePathIsExposedOnce() {
            var project = project();
            admin.created("/services", service(project, "/items"));

            assertConflict(
                    admin.post("/services", service(project, "/%69tems")),
                    "resource",
                    "Another service is exposed under /integration/restv2/development/" + project
                            + "/Api/items. Choose another path or other methods.");
        }

        @ParameterizedTest
        @CsvSource({
            "GET, GET",
            "GET, HEAD",
            "HEAD, HEAD",
            "POST, POST",
            "PUT, PUT",
            "PATCH, PATCH",
            "DELETE, DELETE",
            "OPTIONS, OPTIONS",
            "'', HEAD",
            "POST, ''"
        })
        void methodOfAPathIsAnsweredOnce(String methods, String others) {
            var project = project();
            admin.created("/services", service(project, "/items").put("methods", methods(methods)));
            var other = service(project, "/items").put("methods", methods(others));

            assertConflict(
                    admin.post("/services", other),
                    "resource",
                    "Another service is exposed under /integration/restv2/development/" + project
                            + "/Api/items. Choose another path or other methods.");
            var free = methods.equals("PUT") ? "PATCH" : "PUT";
            if (!methods.isEmpty()) {
                var id = admin.created("/services", other.copy().put("methods", List.of(free)))
                        .getString("id");
                assertConflict(
                        admin.put("/services/" + id, other),
                        "resource",
                        "Another service is exposed under /integration/restv2/development/" + project
                                + "/Api/items. Choose another path or other methods.");
            }
        }

        private static List<String> methods(String text) {
            return text.isEmpty() ? List.of() : List.of(text);
        }

        @Test
        void methodsOfAPathMayHaveServicesOfTheirOwn() {
            var project = project();
            try (var upstream = new RecordingUpstream()) {
                for (var method : List.of("GET", "POST")) {
                    admin.created(
                            "/services",
                            service(project, "/items")
                                    .put("methods", List.of(method))
                                    .put("upstreamUrl", upstream.address() + "/" + method));
                }
                var api = "/integration/restv2/development/" + project + "/Api";
                var token = tokenFor(api + "/**");

                for (var method : List.of("GET", "POST", "HEAD", "PUT")) {
                    assertThat(gate.send(method, api + "/items", null, Gate.bearer(token))
                                    .status())
                            .as(method)
                            .isEqualTo(method.equals("PUT") ? 405 : 200);
                }
                assertThat(upstream.requests())
                        .containsExactly("GET /GET/items", "POST /POST/items", "HEAD /GET/items");
            }
        }

        private String tokenFor(String url) {
            var name = unique();
            admin.created("/scopes", scope(name).put("serviceUrls", urls(url(url))));
            return Partner.register(
                            gate,
                            new JsonObject()
                                    .put("grantTypes", List.of("client_credentials"))
                                    .put("scopes", List.of(name)))
                    .accessToken();
        }

        @Test
        void parallelCreationsOfOnePathMakeOneService() {
            var project = project();

            assertThat(statuses(4, i -> admin.post("/services", service(project, "/items"))))
                    .containsExactlyInAnyOrder(201, 409, 409, 409);
        }

        @Test
        void ofTwoThatMatchACallTheOneWithTheFirstLiteralGetsIt() {
            var project = project();
            try (var upstream = new RecordingUpstream()) {
                List.of("/items/*/parts", "/items/new/*", "/*/new/parts", "/items/**")
                        .forEach(resource -> admin.created(
                                "/services",
                                service(project, resource)
                                        .put("upstreamUrl", upstream.address() + resource.replace('*', '_'))
                                        .put("methods", List.of(resource.equals("/items/new/*") ? "PUT" : "GET"))));
                var api = "/integration/restv2/development/" + project + "/Api";
                var token = tokenFor(api + "/**");

                for (var call :
                        List.of("GET /items/new/parts", "PUT /items/new/parts", "GET /x/new/parts", "GET /items/1")) {
                    var parts = call.split(" ");
                    assertThat(gate.send(parts[0], api + parts[1], null, Gate.bearer(token))
                                    .status())
                            .as(call)
                            .isEqualTo(200);
                }
                assertThat(upstream.requests())
                        .containsExactly(
                                "GET /items/_/parts/items/new/parts",
                                "PUT /items/new/_/items/new/parts",
                                "GET /_/new/parts/x/new/parts",
                                "GET /items/__/items/1");
            }
        }

        @Test
        void listIsOfOneProjectAndWalkedByKey() {
            var project = project();
            List.of("/b", "/a", "/c").forEach(resource -> admin.created("/services", service(project, resource)));

            assertThat(walk("/services?limit=2&projectId=" + project, "resource"))
                    .containsExactly("/a", "/b", "/c");
            assertThat(admin.get("/services?projectId=nowhere").json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray()));
        }

        @Test
        void changeOfAnUpstreamTakesEffectWithinASecond() {
            var project = project();
            try (var first = new RecordingUpstream();
                    var second = new RecordingUpstream()) {
                var service = service(project, "/items")
                        .put("upstreamUrl", first.address().toString());
                var created = admin.created("/services", service);
                var name = unique();
                admin.created("/scopes", scope(name).put("serviceUrls", urls(url(created.getString("path")))));
                var client = admin.created(
                        "/clients",
                        client(name)
                                .put("grantTypes", new JsonArray().add("client_credentials"))
                                .put("scopes", new JsonArray().add(name)));
                var token = clientCredentials(client.getString("clientId"), client.getString("clientSecret"))
                        .json()
                        .getString("access_token");
                assertThat(gate.get(created.getString("path"), token).status()).isEqualTo(200);
                assertThat(first.targets()).containsExactly("/items");

                admin.put(
                        "/services/" + created.getString("id"),
                        service.put("upstreamUrl", second.address().toString()));

                await().until(() -> {
                    gate.get(created.getString("path"), token);
                    return !second.targets().isEmpty();
                });
            }
        }
    }

    @Nested
    class AccountsEndpoint {

        @Test
        void accountIsCreatedReadReplacedAndDeleted() {
            var name = unique();
            var created = admin.created("/accounts", account(name).put("displayName", "Some Body"));
            var id = created.getString("id");

            assertThat(created)
                    .isEqualTo(new JsonObject()
                            .put("id", id)
                            .put("username", name)
                            .put("displayName", "Some Body")
                            .putNull("role")
                            .put("active", true)
                            .put("groups", new JsonArray())
                            .put("createdAt", created.getString("createdAt"))
                            .put("updatedAt", created.getString("updatedAt")));
            assertThat(admin.get("/accounts/" + id).json()).isEqualTo(created);
            assertThat(admin.get("/accounts?search=" + name.toUpperCase()).json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray().add(created)));
            assertThat(PostgresResource.dump()).doesNotContain("long enough " + name);

            var changed = admin.put(
                    "/accounts/" + id,
                    new JsonObject()
                            .put("displayName", "Any Body")
                            .put("role", "AUDITOR")
                            .put("active", false));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(admin.get("/accounts/" + id).json().getString("role")).isEqualTo("AUDITOR");
            assertThat(admin.delete("/accounts/" + id).status()).isEqualTo(204);
            assertProblem(admin.get("/accounts/" + id), 404, "Not found", "The account does not exist.");
            for (var action : List.of("account.created", "account.changed", "account.deleted")) {
                assertThat(audited(action, name)).as(action).isEqualTo(1);
            }
        }

        @Test
        void whatIsRequiredIsNamed() {
            assertInvalid(
                    admin.post("/accounts", new JsonObject()),
                    error("username", "A value is required."),
                    error("password", "A value is required."));
            var id = admin.created("/accounts", account(unique())).getString("id");
            assertInvalid(
                    admin.put("/accounts/" + id, new JsonObject()),
                    error("displayName", "A value is required."),
                    error("active", "A value is required."));
        }

        @Test
        void usernameHasNoSpaceAndIsUniqueIgnoringCase() {
            assertInvalid(admin.post("/accounts", account("a b")), error("username", "Spaces are not allowed."));
            var name = unique();
            admin.created("/accounts", account(name));
            assertConflict(
                    admin.post("/accounts", account(name.toUpperCase())),
                    "username",
                    "An account named " + name.toUpperCase() + " exists already. Choose another username.");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\u202eb", "a\u2066b", "a\u200bb", "a\u00adb", "a\ufeffb", "a\ue000b", "a\u0378b"})
        void usernameHasNothingInvisible(String username) {
            assertInvalid(
                    admin.post("/accounts", account(username)),
                    error(
                            "username",
                            "Invisible, bidirectional and unassigned characters are not allowed. Remove them."));
        }

        @Test
        void usernameHasOneLowerCase() {
            assertInvalid(
                    admin.post("/accounts", account("adm\u0130n-" + unique())),
                    error(
                            "username",
                            "The lower case of a letter is ambiguous, as of \u0130. Write the name in lower case."));
        }

        @Test
        void usernameIsComposed() {
            var name = unique();
            assertThat(admin.created("/accounts", account("a\u0308" + name)).getString("username"))
                    .isEqualTo("\u00e4" + name);
            assertConflict(
                    admin.post("/accounts", account("\u00c4" + name)),
                    "username",
                    "An account named \u00c4" + name + " exists already. Choose another username.");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                1234567  | At least 8 characters are required.
                ääääääää1ääääääääääääääääääääääääääää | At most 72 bytes in UTF-8 are allowed. Letters without accents take one byte each.
                """)
        void passwordOfUnfitLengthIsRefused(String password, String message) {
            assertInvalid(
                    admin.post("/accounts", account(unique()).put("password", password)), error("password", message));
        }

        @Test
        void whoBecomesAnAdministratorIsInTheAuditLog() {
            var name = unique();
            var id = admin.created("/accounts", account(name)).getString("id");
            admin.put(
                    "/accounts/" + id,
                    new JsonObject()
                            .put("displayName", "Some Body")
                            .put("role", "ADMINISTRATOR")
                            .put("active", false)
                            .put("password", "quite another"));
            admin.created("/accounts", account(name + "-2").put("role", "AUDITOR"));

            assertThat(AuditTrail.of("account.changed"))
                    .contains("SUCCESS " + name + " active: true → false, displayName: " + name
                            + " → Some Body, role: none → ADMINISTRATOR, password replaced");
            assertThat(AuditTrail.of("account.created")).contains("SUCCESS " + name + "-2 role: AUDITOR");
        }

        @Test
        void nobodyTakesTheirOwnAccountAway() {
            var own = admin.get("/accounts?search=admin")
                    .json()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");

            assertProblem(admin.delete("/accounts/" + own), 409, "Conflict", "You can't delete your own account.");
            assertInvalid(
                    admin.put(
                            "/accounts/" + own,
                            new JsonObject()
                                    .put("displayName", "A")
                                    .put("active", false)
                                    .put("password", "quite another")),
                    error("active", "You can't deactivate your own account."),
                    error("role", "You can't give up your own role."),
                    error(
                            "password",
                            "Change your own password under My access. Your current password is needed there."));
            assertProblem(
                    admin.post("/accounts/" + own + "/password", new JsonObject()),
                    409,
                    "Conflict",
                    "Change your own password under My access. Your current password is needed there.");
        }

        @Test
        void listIsWalkedByKey() {
            var prefix = unique();
            IntStream.range(0, 3).forEach(i -> admin.created("/accounts", account(prefix + i)));

            assertThat(walk("/accounts?limit=2&search=" + prefix, "username"))
                    .containsExactly(prefix + 0, prefix + 1, prefix + 2);
        }
    }

    @Nested
    class Authorization {

        @Test
        void withoutATokenIsAProblemAndABareChallenge() {
            var answer = gate.get(V1 + "/clients", null);

            assertProblem(answer, 401, "Unauthorized", "a bearer token is needed");
            assertThat(answer.header("www-authenticate"))
                    .isEqualTo(
                            "Bearer resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
        }

        @Test
        void unknownTokenIsAProblemAndAChallenge() {
            var answer = gate.get(V1 + "/clients", "gat_unknown");

            assertProblem(answer, 401, "Unauthorized", "the access token is unknown");
            assertThat(answer.header("www-authenticate"))
                    .isEqualTo("Bearer error=\"invalid_token\","
                            + " error_description=\"the access token is unknown\","
                            + " resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
        }

        @Test
        void tokenForServicesIsInsufficient() {
            var token = gate.grant("jane", List.of(Gate.CUSTOMERS_SCOPE)).json().getString("access_token");
            var answer = gate.get(V1 + "/clients", token);
            var why = "no scope of the access token covers GET of this URL";

            assertProblem(answer, 403, "Forbidden", why);
            assertThat(answer.header("www-authenticate"))
                    .isEqualTo("Bearer error=\"insufficient_scope\", error_description=\"" + why
                            + "\", resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource\"");
        }

        @Test
        void auditorReadsAndChangesNothing() {
            var name = unique();
            admin.created("/accounts", account(name).put("role", "AUDITOR"));
            var token = token(name, "gatehouse.audit");

            for (var list : List.of("/clients", "/scopes", "/projects", "/services", "/accounts")) {
                assertThat(gate.get(V1 + list, token).status()).as(list).isEqualTo(200);
                assertProblem(
                        gate.postJson(V1 + list, "{}", token),
                        403,
                        "Forbidden",
                        "no scope of the access token covers POST of this URL");
            }
            assertProblem(
                    gate.sendJson("PUT", V1 + "/clients/" + Gate.PUBLIC_CLIENT, "{}", token),
                    403,
                    "Forbidden",
                    "no scope of the access token covers PUT of this URL");
            assertProblem(
                    gate.sendJson("DELETE", V1 + "/clients/" + Gate.PUBLIC_CLIENT, "", token),
                    403,
                    "Forbidden",
                    "no scope of the access token covers DELETE of this URL");
        }

        @Test
        void administratorWhoLosesTheRoleLosesTheApi() {
            var name = unique();
            var id = admin.created("/accounts", account(name).put("role", "ADMINISTRATOR"))
                    .getString("id");
            var token = token(name, "gatehouse.admin");
            assertThat(gate.get(V1 + "/clients", token).status()).isEqualTo(200);

            admin.put(
                    "/accounts/" + id, new JsonObject().put("displayName", name).put("active", true));

            await().until(() -> gate.get(V1 + "/clients", token).status() == 403);
        }
    }

    @Nested
    class Form {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                nope      | The body is not well-formed JSON.
                {"name":  | The body is not well-formed JSON.
                {"name":"a","name":"b"} | The body is not well-formed JSON.
                []        | The body does not have the form that this call takes.
                "text"    | The body does not have the form that this call takes.
                7         | The body does not have the form that this call takes.
                {} {}     | The body does not have the form that this call takes.
                """)
        void bodyThatIsNoObjectIsRefused(String body, String detail) {
            for (var path : List.of("/clients", "/scopes", "/projects", "/services", "/accounts")) {
                assertProblem(gate.postJson(V1 + path, body, admin.token()), 400, "Invalid input", detail);
            }
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                /clients  | {"nme":"x"}                           | nme
                /clients  | {"name":{"a":1}}                      | name
                /clients  | {"name":7}                            | name
                /clients  | {"type":"SECRET"}                     | type
                /clients  | {"type":1}                            | type
                /clients  | {"active":"true"}                     | active
                /clients  | {"active":1}                          | active
                /clients  | {"expirationSeconds":1.5}             | expirationSeconds
                /clients  | {"expirationSeconds":"60"}            | expirationSeconds
                /clients  | {"expirationSeconds":2147483648}      | expirationSeconds
                /clients  | {"scopes":"a"}                        | scopes
                /clients  | {"redirectUris":[{}]}                 | redirectUris[0]
                /clients  | {"clientSecret":"gcs_mine"}           | clientSecret
                /clients  | {"builtIn":true}                      | builtIn
                /scopes   | {"serviceUrls":[{"url":"/x","a":1}]}  | serviceUrls[0].a
                /scopes   | {"builtIn":true}                      | builtIn
                /projects | {"projectId":"flmine"}                | projectId
                /services | {"path":"/integration/x"}             | path
                /services | {"kind":"OTHER"}                      | kind
                /accounts | {"passwordHash":"x"}                  | passwordHash
                /accounts | {"role":"KING"}                       | role
                """)
        void unknownFieldAndWrongTypeAreNamed(String path, String body, String field) {
            assertInvalid(
                    gate.postJson(V1 + path, body, admin.token()),
                    error(field, "This field does not exist, or its value has the wrong type."));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/clients", "/scopes", "/projects", "/services", "/accounts"})
        void bodyIsRequired(String path) {
            assertInvalid(gate.postJson(V1 + path, "", admin.token()), outsideBody("body", "A value is required."));
            assertInvalid(gate.postJson(V1 + path, "null", admin.token()), outsideBody("body", "A value is required."));
        }

        @ParameterizedTest
        @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/xml"})
        void otherMediaTypeIsUnsupported(String type) {
            var headers = new java.util.HashMap<>(Gate.bearer(admin.token()));
            headers.put("Content-Type", type);

            assertProblem(gate.send("POST", V1 + "/clients", "{}", headers), 415, "Unsupported Media Type", null);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"/nothing", "/clients/a/b", "/clients/x/secrets", "/../v2/clients", "/scopes/not-a-uuid"})
        void unknownPathIsNotFound(String path) {
            assertProblem(admin.get(path), 404, "Not Found", null);
        }

        @ParameterizedTest
        @CsvSource({
            "/clients/nobody, The client does not exist.",
            "/scopes/" + ABSENT + ", The scope does not exist.",
            "/projects/nowhere, The project does not exist.",
            "/services/" + ABSENT + ", The service does not exist.",
            "/accounts/" + ABSENT + ", The account does not exist."
        })
        void unknownIdIsNotFound(String path, String detail) {
            assertProblem(admin.get(path), 404, "Not found", detail);
            assertProblem(admin.delete(path), 404, "Not found", detail);
        }

        @ParameterizedTest
        @CsvSource({"PATCH, /clients", "PUT, /clients", "DELETE, /scopes", "POST, /accounts/" + ABSENT})
        void otherMethodIsNotAllowed(String method, String path) {
            assertProblem(gate.sendJson(method, V1 + path, "{}", admin.token()), 405, "Method Not Allowed", null);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "201", "many", "1.5", "99999999999"})
        void limitOutOfRangeIsRefused(String limit) {
            for (var path : List.of("/clients", "/scopes", "/projects", "/services", "/accounts")) {
                assertInvalid(
                        admin.get(path + "?limit=" + limit),
                        outsideBody("limit", "The number must be between 1 and 200."));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/clients?search=%00", "/scopes?search=%00", "/services?projectId=%00"})
        void textThatCannotBeComparedIsRefused(String path) {
            assertProblem(
                    admin.get(path),
                    400,
                    "Invalid input",
                    "A value contains a character that can't be stored, such as NUL. Remove the character.");
        }

        @Test
        void searchIsATextAndNoPattern() {
            assertThat(admin.get("/clients?search=%25").json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray()));
            assertThat(admin.get("/accounts?search=_____").json())
                    .isEqualTo(new JsonObject().put("items", new JsonArray()));
        }
    }

    // What the tests above are made of

    private static JsonObject client(String name) {
        return new JsonObject()
                .put("name", name)
                .put("version", "1.0")
                .put("redirectUris", new JsonArray().add("https://client.example/callback"))
                .put("active", true)
                .put("scopes", new JsonArray());
    }

    private static JsonObject scope(String name) {
        return new JsonObject()
                .put("name", name)
                .put("serviceUrls", urls(url("/integration/some")))
                .put("groups", new JsonArray());
    }

    private static JsonObject url(String pattern, String... methods) {
        return new JsonObject().put("url", pattern).put("methods", new JsonArray(List.of(methods)));
    }

    private static JsonArray urls(JsonObject... urls) {
        return new JsonArray(new ArrayList<>(List.of(urls)));
    }

    private static JsonObject service(String project, String resource) {
        return AdminApi.restResource(project, "Api", resource, "http://127.0.0.1:9/base");
    }

    private static JsonObject flow(String project) {
        return new JsonObject()
                .put("projectId", project)
                .put("kind", "FLOW_SERVICE")
                .put("name", "calculate")
                .put("upstreamUrl", "http://127.0.0.1:9/calculate");
    }

    private static JsonObject account(String username) {
        return new JsonObject().put("username", username).put("password", "long enough " + username);
    }

    private String project() {
        return admin.createProject(unique());
    }

    private Answer clientCredentials(String clientId, String secret) {
        return gate.tokenWithBasic(clientId, secret, Map.entry("grant_type", "client_credentials"));
    }

    /** What a person who was made by {@link #account} gets with the built-in client. */
    private String token(String username, String scope) {
        return gate.adminToken(username, "long enough " + username, scope);
    }

    private List<String> walk(String path, String field) {
        return admin.walk(path).stream().map(row -> row.getString(field)).toList();
    }

    /** The statuses of calls that begin at the same moment. */
    private static List<Integer> statuses(int count, IntFunction<Answer> call) {
        return Race.of(count, call).stream().map(Answer::status).toList();
    }

    private static long audited(String action, String target) {
        try (var connection = PostgresResource.connect();
                var query = connection.prepareStatement(
                        "SELECT count(*) FROM audit_event WHERE action = ? AND target = ? AND outcome = 'SUCCESS'"
                                + " AND actor = 'admin' AND address IS NOT NULL")) {
            query.setString(1, action);
            query.setString(2, target);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
