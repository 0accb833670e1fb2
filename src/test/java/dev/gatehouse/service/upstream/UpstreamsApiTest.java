// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import static dev.gatehouse.testing.AdminApi.assertConflict;
import static dev.gatehouse.testing.AdminApi.assertInvalid;
import static dev.gatehouse.testing.AdminApi.assertNoContent;
import static dev.gatehouse.testing.AdminApi.assertProblem;
import static dev.gatehouse.testing.AdminApi.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.testing.ThrowawayCertificate;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams in the admin API: each test breaks one rule and compares the whole answer. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UpstreamsApiTest {
    private static AdminApi admin;

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    @BeforeEach
    void signIn() {
        if (admin == null) {
            admin = AdminApi.of(new Gate(base));
        }
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    private static JsonObject plain() {
        return new JsonObject().put("url", "https://" + AdminApi.unique() + ".example");
    }

    private static JsonObject header() {
        return plain().put("authentication", "HEADER")
                .put("headerName", "X-Api-Key")
                .put("headerValue", "s3cret-value");
    }

    private static JsonObject clientCredentials() {
        return plain().put("authentication", "CLIENT_CREDENTIALS")
                .put("tokenUrl", "https://as.example/token")
                .put("clientId", "gatehouse")
                .put("clientSecret", "s3cret-value");
    }

    @Test
    void clientCredentialsAreShownWithoutTheSecret() {
        var input = clientCredentials()
                .put("description", "Orders")
                .put("clientAuthentication", "POST")
                .put("scope", "read write")
                .put("resource", "https://api.example/")
                .put("audience", "orders")
                .put("maxConcurrent", 50);
        var answer = admin.post("/upstreams", input);

        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        var created = answer.json();
        assertThat(answer.location().getPath()).isEqualTo(AdminApi.V1 + "/upstreams/" + created.getString("id"));
        var expected = input.copy()
                .put("id", created.getString("id"))
                .put("warnings", new JsonArray())
                .put("createdAt", created.getString("createdAt"))
                .put("updatedAt", created.getString("updatedAt"));
        expected.remove("clientSecret");
        assertThat(created).isEqualTo(expected);
        assertThat(admin.get("/upstreams/" + created.getString("id")).json()).isEqualTo(expected);
        assertThat(admin.get("/upstreams?search="
                                + input.getString("url").substring(8).toUpperCase())
                        .json())
                .isEqualTo(new JsonObject().put("items", new JsonArray().add(expected)));
        assertThat(AuditTrail.of("upstream.created"))
                .contains("SUCCESS " + input.getString("url") + " CLIENT_CREDENTIALS");
    }

    @Test
    void defaultsAreNoAuthenticationAndTwoHundredCalls() {
        var created = admin.created("/upstreams", plain());
        assertThat(created.getString("authentication")).isEqualTo("NONE");
        assertThat(created.getInteger("maxConcurrent")).isEqualTo(200);
        assertThat(created.fieldNames())
                .containsExactlyInAnyOrder(
                        "id", "url", "authentication", "maxConcurrent", "warnings", "createdAt", "updatedAt");
        assertThat(admin.created("/upstreams", clientCredentials()).getString("clientAuthentication"))
                .isEqualTo("BASIC");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS://%s.EXAMPLE:443/, https://%s.example",
        "http://%s.example:80, http://%s.example",
        "http://%s.example:8080/v1/, http://%s.example:8080/v1",
        "https://%s.example/a/./b/../c//d, https://%s.example/a/c/d",
        "https://%s.example/%%7euser, https://%s.example/~user",
        "HTTP://User_Service-%s:8080, http://user_service-%s:8080",
        "http://_a.%s.b_:80/x, http://_a.%s.b_/x",
        "https://%s.example/a%%3ab, https://%s.example/a%%3Ab",
    })
    void urlIsCanonicalAndTakenInEverySpelling(String spelled, String canonical) {
        var name = AdminApi.unique();
        var input = new JsonObject().put("url", spelled.formatted(name));
        assertThat(admin.created("/upstreams", input).getString("url")).isEqualTo(canonical.formatted(name));
        assertConflict(
                admin.post("/upstreams", input),
                "url",
                "Another upstream has the URL " + canonical.formatted(name) + ". Choose another URL.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp://files.example          | Enter an absolute http or https URL.
            /relative                    | Enter an absolute http or https URL.
            https://                     | Enter an absolute http or https URL.
            https://user@api.example     | A user, a query or a fragment is not allowed. Remove it.
            https://api.example?a=b      | A user, a query or a fragment is not allowed. Remove it.
            https://api.example#a        | A user, a query or a fragment is not allowed. Remove it.
            https://api.example:70000    | The port must be between 1 and 65535.
            http://user_service:70000    | The port must be between 1 and 65535.
            http://user_service:0        | The port must be between 1 and 65535.
            http://a@user_service        | Enter an absolute http or https URL.
            http://user_service..b       | Enter an absolute http or https URL.
            http://user_service-         | Enter an absolute http or https URL.
            https://api.example/a%2fb    | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/a;b      | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/a%00b         | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/a%5cb         | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/a/%2e%2e/b    | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/a/.%2E/b      | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/..;/b         | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/../b          | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/a//../c       | The path must not contain encodings, dot segments or characters that servers read differently.
            https://api.example/a//b/../../c  | The path must not contain encodings, dot segments or characters that servers read differently.
            http://[fe80::1%25eth0]/          | An IPv6 zone ID (%) is valid on one host only. Remove it.
            http://[fe80::1%eth0]             | An IPv6 zone ID (%) is valid on one host only. Remove it.
            """)
    void urlThatBreaksARuleIsRefused(String url, String message) {
        assertInvalid(admin.post("/upstreams", new JsonObject().put("url", url)), error("url", message));
    }

    @Test
    void whatEachKindNeedsIsNamed() {
        assertInvalid(admin.post("/upstreams", new JsonObject()), error("url", "A value is required."));
        assertInvalid(
                admin.post("/upstreams", plain().put("authentication", "HEADER")),
                error("headerName", "A value is required."),
                error("headerValue", "A value is required."));
        assertInvalid(
                admin.post("/upstreams", plain().put("authentication", "CLIENT_CREDENTIALS")),
                error("tokenUrl", "A value is required."),
                error("clientId", "A value is required."),
                error("clientSecret", "A value is required."));
    }

    @Test
    void whatDoesNotGoTogetherIsNamed() {
        assertInvalid(
                admin.post("/upstreams", plain().put("headerValue", "x").put("scope", "y")),
                error("headerValue", "This value does not go with the authentication NONE. Remove it."),
                error("scope", "This value does not go with the authentication NONE. Remove it."));
        assertInvalid(
                admin.post("/upstreams", header().put("clientSecret", "x").put("clientAuthentication", "POST")),
                error("clientSecret", "This value does not go with the authentication HEADER. Remove it."),
                error("clientAuthentication", "This value does not go with the authentication HEADER. Remove it."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Content-Length",
                "Transfer-Encoding",
                "connection",
                "Upgrade",
                "TE",
                "Trailer",
                "Forwarded",
                "X-Forwarded-For",
                "X-Gatehouse-Client",
                "x_gatehouse_subject",
                "Expect",
                "X-Real-IP"
            })
    void headerThatIsNotFreeIsRefused(String name) {
        assertInvalid(
                admin.post("/upstreams", header().put("headerName", name)),
                error("headerName", "HTTP or Gatehouse sets this header field. Choose another one."));
    }

    @Test
    void headerThatCannotBeSentIsRefused() {
        assertInvalid(
                admin.post("/upstreams", header().put("headerName", "X Key").put("headerValue", "a\r\nX-More: b")),
                error("headerName", "Enter the name of a header field, without spaces and colons."),
                error("headerValue", "Control characters are not allowed. Remove them."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://as.example/token", "HTTP://10.0.0.1/token", "http://127.0.0.1.example/token"})
    void tokenUrlIsHttpsExceptOnLoopback(String url) {
        assertInvalid(
                admin.post("/upstreams", clientCredentials().put("tokenUrl", url)),
                error(
                        "tokenUrl",
                        "Use https, because the client secret is sent there. http is allowed only for loopback addresses."));
        admin.created("/upstreams", clientCredentials().put("tokenUrl", "http://127.0.0.1:8080/token"));
        admin.created("/upstreams", clientCredentials().put("tokenUrl", "http://[::1]/token"));
        assertThat(admin.created("/upstreams", clientCredentials().put("tokenUrl", "HTTPS://As.example/Token"))
                        .getString("tokenUrl"))
                .isEqualTo("https://As.example/Token");
    }

    /** The client secret goes to this URL. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://as.example/a%00b         | The path must not contain encodings, dot segments or characters that servers read differently.
            https://as.example/a/%2e%2e/b    | The path must not contain encodings, dot segments or characters that servers read differently.
            https://as.example/a/..;/b       | The path must not contain encodings, dot segments or characters that servers read differently.
            https://as.example/a//../b       | The path must not contain encodings, dot segments or characters that servers read differently.
            https://[fe80::1%25eth0]/token   | An IPv6 zone ID (%) is valid on one host only. Remove it.
            https://as.example:0/token       | The port must be between 1 and 65535.
            https://as.example:65536/token   | The port must be between 1 and 65535.
            """)
    void tokenUrlThatBreaksARuleIsRefused(String url, String message) {
        assertInvalid(admin.post("/upstreams", clientCredentials().put("tokenUrl", url)), error("tokenUrl", message));
    }

    @Test
    void controlCharacterInAUrlIsOneError() {
        assertInvalid(
                admin.post(
                        "/upstreams",
                        clientCredentials().put("url", "https://a.example/\tb").put("tokenUrl", "https://a\t.example")),
                error("url", "Control characters are not allowed. Remove them."),
                error("tokenUrl", "Control characters are not allowed. Remove them."));
        assertInvalid(
                admin.post("/upstreams", plain().put("url", "https://a.example/\u2029")),
                error("url", "Line separators (U+2028, U+2029) are not allowed. Remove them."));
    }

    @Test
    void otherFieldsAreChecked() {
        assertInvalid(
                admin.post(
                        "/upstreams",
                        clientCredentials()
                                .put("maxConcurrent", 0)
                                .put("scope", "a  b")
                                .put("resource", "relative")
                                .put("description", "x".repeat(1001))),
                error("description", "At most 1000 characters are allowed."),
                error("maxConcurrent", "The number must be between 1 and 10000."),
                error("scope", "Enter scope names, each separated by one space."),
                error("resource", "Enter an absolute URI without a fragment."));
    }

    @Test
    void secretThatIsLeftOutStaysOnlyWhereItWent() {
        var input = clientCredentials();
        var id = admin.created("/upstreams", input).getString("id");
        input.remove("clientSecret");
        var required = error("clientSecret", "Enter the secret again, because its purpose or its destination changes.");

        assertThat(admin.put("/upstreams/" + id, input.copy().put("scope", "more"))
                        .status())
                .isEqualTo(200);
        assertThat(admin.put("/upstreams/" + id, input.copy().put("url", input.getString("url") + "/v2"))
                        .status())
                .isEqualTo(200);
        assertInvalid(
                admin.put("/upstreams/" + id, input.copy().put("tokenUrl", "https://evil.example/token")), required);
        assertInvalid(admin.put("/upstreams/" + id, input.copy().put("url", "https://evil.example")), required);
        assertInvalid(
                admin.put("/upstreams/" + id, input.copy().put("url", input.getString("url") + ".evil.example")),
                required);
        var asHeader = plain().put("url", input.getString("url"))
                .put("authentication", "HEADER")
                .put("headerName", "X-Key");
        assertInvalid(
                admin.put("/upstreams/" + id, asHeader),
                error("headerValue", "Enter the secret again, because its purpose or its destination changes."));
        assertThat(admin.put("/upstreams/" + id, plain()).status()).isEqualTo(200);
        assertInvalid(admin.put("/upstreams/" + id, input), error("clientSecret", "A value is required."));
    }

    @Test
    void certificatesAreKeptAndTheirAgeIsWarnedOf(@TempDir Path directory) throws Exception {
        var pem = Files.readString(ThrowawayCertificate.in(directory).authority());
        var input = header().put("trustedCertificates", "# ours\n" + pem + pem)
                .put("url", "http://" + AdminApi.unique() + ".example");
        var created = admin.created("/upstreams", input);

        assertThat(created.getString("trustedCertificates").replaceAll("\\s", ""))
                .isEqualTo((pem + pem).replaceAll("\\s", ""));
        var plainHttp = "Without HTTPS, anyone on the way to the upstream can read the credentials of Gatehouse.";
        assertThat(created.getJsonArray("warnings")).containsExactly(plainHttp);
        clock.advance(Duration.ofDays(3));
        admin = AdminApi.of(new Gate(base));
        assertThat(admin.get("/upstreams/" + created.getString("id")).json().getJsonArray("warnings"))
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("The trusted certificate CN=authority is valid only from ");
        clock.reset();
        admin = null;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense | Enter between 1 and 50 certificates in PEM.
            -----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY----- | Enter certificates in PEM and nothing else.
            -----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE----- | A certificate can't be read. Check that it is complete.
            """)
    void textThatIsNoCertificateIsRefused(String pem, String message) {
        assertInvalid(
                admin.post("/upstreams", plain().put("trustedCertificates", pem)),
                error("trustedCertificates", message));
    }

    @Test
    void listIsWalkedByUrl() {
        var search = AdminApi.unique();
        for (var i = 0; i < 5; i++) {
            admin.created("/upstreams", new JsonObject().put("url", "https://" + search + ".example/" + i));
        }
        assertThat(admin.walk("/upstreams?limit=2&search=" + search))
                .extracting(row -> row.getString("url"))
                .containsExactly(
                        "https://" + search + ".example/0",
                        "https://" + search + ".example/1",
                        "https://" + search + ".example/2",
                        "https://" + search + ".example/3",
                        "https://" + search + ".example/4");
    }

    @Test
    void goneIsGone() {
        var id = admin.created("/upstreams", plain()).getString("id");
        assertNoContent(admin.delete("/upstreams/" + id));
        assertProblem(admin.get("/upstreams/" + id), 404, "Not found", "The upstream does not exist.");
        assertProblem(admin.put("/upstreams/" + id, plain()), 404, "Not found", "The upstream does not exist.");
        assertProblem(admin.delete("/upstreams/" + id), 404, "Not found", "The upstream does not exist.");
    }
}
