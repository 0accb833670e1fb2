// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import static dev.gatehouse.testing.AdminApi.V1;
import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static dev.gatehouse.testing.AdminApi.outsideBody;
import static dev.gatehouse.testing.AdminApi.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.AdminApiFixture;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients in the admin API. The tests break each rule once and compare the complete response. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ClientsApiTest extends AdminApiFixture {

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
        var token =
                clientCredentials(id, created.getString("clientSecret")).json().getString("access_token");
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
                error("redirectUris", "The authorization code and implicit grants need at least one redirect URI."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&", "(", ")", "\\", ";", ",", "/", "\"", ":", "'", "<", ">"})
    void forbiddenCharacterInNameOrVersionIsNamed(String character) {
        assertInvalid(
                admin.post("/clients", client("a" + character + "b").put("version", "1" + character + "0")),
                error("name", FORBIDDEN),
                error("version", FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\u2066", "\u200f", "\u061c", "\u3164", "\ue000", "\udb40\udc41"})
    void invisibleCharacterInNameOrVersionIsNamed(String character) {
        assertInvalid(
                admin.post("/clients", client("a" + character + "b").put("version", "1" + character + "0")),
                error("name", FORBIDDEN),
                error("version", FORBIDDEN));
    }

    @Test
    void controlCharacterInARedirectUriIsOneError() {
        assertInvalid(
                admin.post(
                        "/clients",
                        client(unique())
                                .put("redirectUris", new JsonArray().add("https://client.example/\tcb"))
                                .put("allowedOrigins", new JsonArray().add("https://client\t.example"))),
                error("redirectUris[0]", "Control characters are not allowed. Remove them."),
                error("allowedOrigins[0]", "Control characters are not allowed. Remove them."));
    }

    /** {@link String#strip} removes these at both ends. */
    @Test
    void lineSeparatorIsNeverDropped() {
        assertInvalid(
                admin.post(
                        "/clients",
                        client("a\u2028")
                                .put("description", "\u2029")
                                .put("redirectUris", new JsonArray().add("\u2028https://client.example/cb"))),
                error("name", "Line separators (U+2028, U+2029) are not allowed. Remove them."),
                error("description", "Line separators (U+2028, U+2029) are not allowed. Remove them."),
                error("redirectUris[0]", "Line separators (U+2028, U+2029) are not allowed. Remove them."));
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
                        client("n".repeat(101)).put("version", "1".repeat(51)).put("description", "d".repeat(501))),
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

    /**
     * A missing field may be a mistake, so a replacement without the field must not activate a client or remove its
     * scopes.
     */
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
            https://client.example:65536/  | The port must be between 1 and 65535.
            http://127.0.0.1:65536/cb      | The port must be between 1 and 65535.
            com.example.app://h:99999/cb   | The port must be between 1 and 65535.
            https://client.example:0/cb    | The port must be between 1 and 65535.
            http://127.0.0.1:0/cb          | The port must be between 1 and 65535.
            com.example.app://h:0/cb       | The port must be between 1 and 65535.
            https://[fe80::1%25eth0]/cb    | An IPv6 zone ID (%) is valid on one host only. Remove it.
            https://[fe80::1%eth0]/cb      | An IPv6 zone ID (%) is valid on one host only. Remove it.
            com.example.app://[fe80::1%25eth0]/cb | An IPv6 zone ID (%) is valid on one host only. Remove it.
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
                error("redirectUris", "The authorization code and implicit grants need at least one redirect URI."));
    }

    @ParameterizedTest
    @CsvSource({"client_credentials", "password"})
    void publicClientCannotUseGrant(String grant) {
        assertInvalid(
                admin.post(
                        "/clients",
                        client(unique()).put("type", "PUBLIC").put("grantTypes", new JsonArray().add(grant))),
                error("grantTypes", "The grants client_credentials and password are for confidential clients only."));
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
                admin.post("/clients", client(unique()).put("refresh", refresh).put("refreshCount", count)),
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
