// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.AuditTrail;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.GatewayProject;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Pkce;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import dev.gatehouse.testing.TestClock;
import dev.gatehouse.testing.Upstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Secrets are not stored in plain text. The tests use every kind of secret correctly and wrongly. Afterwards neither a
 * database dump nor the logs of the whole run contain a secret in any encoding.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SecretsAtRestTest {
    private static final Path LOGS = Path.of("target");

    /** A generated token or secret of Gatehouse, from any test of the run. */
    private static final Pattern GENERATED = Pattern.compile(
            "gat_[A-Za-z0-9_-]{43}|gin_[A-Za-z0-9_-]{43}|gcs_[A-Za-z0-9_-]{43}|grt_[A-Za-z0-9_-]{64}|eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]+");

    @TestHTTPResource("/")
    URI base;

    @Inject
    TestClock clock;

    private final Map<String, String> secrets = new LinkedHashMap<>();
    private Gate gate;

    @BeforeEach
    void openTheGate() {
        gate = new Gate(base);
    }

    @AfterEach
    void resetTheClock() {
        clock.reset();
    }

    @Test
    void neitherDatabaseNorLogsHoldASecret() throws Exception {
        note("the administrator's password", "admin-demo");
        note("the demo client's secret", Gate.CONFIDENTIAL_SECRET);
        note(
                "the encryption key",
                Files.readString(Path.of("target/test-data/encryption.key")).strip());
        var password = "pw-" + Pkce.create().verifier();
        walkAsIntended(password);
        walkWrongly();
        walkToUpstreams();
        await().untilAsserted(() -> assertThat(AuditTrail.of("client.authentication"))
                .anySatisfy(event -> assertThat(event).contains("The secret is wrong.")));

        var dump = PostgresResource.dump();
        var logs = logs();
        assertThat(dump)
                .as("a known digest, which proves that the dump contains stored values")
                .contains(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(secrets.get("the administrator's token").getBytes(StandardCharsets.UTF_8))));
        assertThat(logs).as("logged requests").contains("POST " + Gate.TOKEN, "GET /signin");
        assertThat(secrets).hasSizeGreaterThan(20);
        assertThat(leaks(dump)).as("secrets in the database").isEmpty();
        assertThat(leaks(logs)).as("secrets in the logs").isEmpty();
    }

    private void note(String what, String secret) {
        assertThat(secret).as(what).isNotBlank();
        secrets.merge(what, secret, (one, other) -> one.equals(other) ? one : one + "\n" + other);
    }

    /** Uses a new user and a new client correctly, from the registration to the last refresh. */
    private void walkAsIntended(String password) {
        var admin = gate.adminToken();
        note("the administrator's token", admin);
        note("password", password);
        var username = "walker-" + java.util.UUID.randomUUID();
        assertThat(gate.postJson(
                                "/admin/api/v1/accounts",
                                new JsonObject()
                                        .put("username", username)
                                        .put("password", password)
                                        .encode(),
                                admin)
                        .status())
                .isEqualTo(201);
        walkInvitation(admin);
        for (var format : List.of("JWT", "OPAQUE")) {
            var partner = Partner.register(
                    gate,
                    new JsonObject()
                            .put("accessTokenFormat", format)
                            .put("approval", "ONCE")
                            .put("grantTypes", List.of("authorization_code", "client_credentials", "implicit"))
                            .put("refresh", "LIMITED")
                            .put("refreshCount", 3));
            note("client secret", partner.secret());
            var added = gate.postJson(
                            "/admin/api/v1/tokens",
                            new JsonObject()
                                    .put("client", partner.clientId())
                                    .put("name", "added")
                                    .put("scopes", Partner.BOTH_SCOPES)
                                    .encode(),
                            admin)
                    .json()
                    .getString("accessToken");
            note("token that an administrator added", added);
            assertThat(gate.get(Gate.CUSTOMERS, added).status()).isEqualTo(200);
            var pkce = Pkce.create();
            note("code verifier", pkce.verifier());
            var browser = gate.browser();
            var code = code(browser, partner, pkce, username, password);
            note("code", code);
            browser.cookies().forEach((name, value) -> note(name, value));
            var tokens = partner.redeem(code, Map.entry("code_verifier", pkce.verifier()))
                    .json();
            noteTokens(tokens);
            gate.get(Gate.CUSTOMERS, tokens.getString("access_token"));
            var first = tokens.getString("refresh_token");
            var current = tokens;
            while (current.containsKey("refresh_token")) {
                current = partner.refresh(current.getString("refresh_token")).json();
                noteTokens(current);
            }
            partner.refresh(first);
            var implicit = implicit(browser, partner);
            note("access token in a fragment", implicit);
            assertThat(gate.get(Gate.CUSTOMERS, implicit).status()).isEqualTo(200);
            note(
                    "regenerated client secret",
                    gate.postJson(
                                    "/admin/api/v1/clients/" + partner.clientId() + "/secret",
                                    "{\"overlapSeconds\":60}",
                                    admin)
                            .json()
                            .getString("clientSecret"));
            partner.redeem(code, Map.entry("code_verifier", pkce.verifier()));
        }
    }

    private void walkInvitation(String admin) {
        var code = gate.postJson("/admin/api/v1/invitations", "{}", admin)
                .json()
                .getString("url")
                .replaceFirst(".*code=", "");
        note("code of an invitation", code);
        var password = "pw-" + Pkce.create().verifier();
        note("password of an invitee", password);
        var browser = gate.browser();
        assertThat(browser.get("/invitation?code=" + code).status()).isEqualTo(200);
        for (var username : List.of("a b", "invitee-" + java.util.UUID.randomUUID(), "too-late")) {
            browser.form(
                    "/invitation?code=" + code,
                    Map.entry("code", code),
                    Map.entry("username", username),
                    Map.entry("password", password));
        }
        assertThat(browser.get("/console").status()).isEqualTo(403);
        browser.cookies().forEach(this::note);
        assertThat(browser.get("/invitation?code=" + code).status()).isEqualTo(404);
        raw("GET", "/invitation?code=" + code + "&broken=%zz", Map.of());
    }

    /**
     * Sends Gatehouse's own secrets to upstreams and token endpoints that accept the secrets, or that deny and repeat
     * the secrets.
     */
    private void walkToUpstreams() throws IOException {
        var project = GatewayProject.create(gate);
        note("token for the upstreams' project", project.token());
        var headerValue = noted("header value for an upstream");
        var secret = noted("client secret for an upstream");
        var token = noted("token for an upstream");
        note(
                "client credentials for an upstream",
                Base64.getEncoder().encodeToString(("gatehouse:" + secret).getBytes(StandardCharsets.UTF_8)));
        try (var upstream = Upstream.start()) {
            var url = upstream.address().toString();
            upstream.on(
                    "/token",
                    json(200, new JsonObject().put("access_token", token).put("token_type", "Bearer")));
            upstream.on(
                    "/refuses",
                    json(400, new JsonObject().put("error", secret).put("error_description", secret + " is wrong")));
            var header = new JsonObject()
                    .put("url", url + "/header")
                    .put("authentication", "HEADER")
                    .put("headerName", "X-Api-Key")
                    .put("headerValue", headerValue);
            project.declare(header);
            var credentials = new JsonObject()
                    .put("url", url + "/token-bearer")
                    .put("authentication", "CLIENT_CREDENTIALS")
                    .put("tokenUrl", url + "/token")
                    .put("clientId", "gatehouse")
                    .put("clientSecret", secret);
            project.declare(credentials);
            project.declare(credentials.copy().put("url", url + "/never").put("tokenUrl", url + "/refuses"));
            assertThat(project.get(project.expose(url + "/header") + "/x").status())
                    .isEqualTo(200);
            assertThat(project.get(project.expose(url + "/token-bearer") + "/x").status())
                    .isEqualTo(200);
            assertThat(project.get(project.expose(url + "/never") + "/x").status())
                    .isEqualTo(502);
            for (var faulty : List.of(
                    header.copy().put("headerValeu", headerValue),
                    header.copy().put("headerValue", headerValue + "\n" + headerValue),
                    header.copy().put("trustedCertificates", secret),
                    header)) {
                var refused = project.admin().post("/upstreams", faulty);
                assertThat(refused.status()).isBetween(400, 409);
                assertThat(refused.body()).doesNotContain(headerValue, secret);
            }
            assertThat(project.admin().get("/upstreams").body()).doesNotContain(headerValue, secret, token);
            project.withdrawAll();
        }
        await().untilAsserted(() -> assertThat(AuditTrail.of("upstream.token_failed"))
                .anySatisfy(event -> assertThat(event).endsWith("/never the token endpoint answered 400")));
    }

    private String noted(String what) {
        var value = "up-" + Pkce.create().verifier();
        note(what, value);
        return value;
    }

    private static String json(int status, JsonObject body) {
        return "HTTP/1.1 " + status + " X\r\nContent-Type: application/json\r\nContent-Length: "
                + body.encode().length() + "\r\n\r\n" + body.encode();
    }

    private String code(Browser browser, Partner partner, Pkce pkce, String username, String password) {
        var signIn = browser.follow(browser.authorize(List.of(
                Map.entry("response_type", "code"),
                Map.entry("client_id", partner.clientId()),
                Map.entry("redirect_uri", Gate.REDIRECT_URI),
                Map.entry("code_challenge", pkce.challenge()),
                Map.entry("code_challenge_method", "S256"))));
        note("pending request", Browser.pendingRequest(signIn));
        return browser.grant(browser.signIn(signIn, username, password), Partner.BOTH_SCOPES)
                .redirectParameters()
                .get("code");
    }

    private static String implicit(Browser browser, Partner partner) {
        var page = browser.follow(browser.authorize(List.of(
                Map.entry("response_type", "token"),
                Map.entry("client_id", partner.clientId()),
                Map.entry("redirect_uri", Gate.REDIRECT_URI))));
        return browser.grant(page, Partner.BOTH_SCOPES).fragmentParameters().get("access_token");
    }

    private void noteTokens(JsonObject tokens) {
        note("access token", tokens.getString("access_token"));
        if (tokens.containsKey("refresh_token")) {
            note("refresh token", tokens.getString("refresh_token"));
        }
    }

    /** Sends secrets to wrong places, where programs often log values. */
    private void walkWrongly() {
        var partner = Partner.register(gate);
        note("client secret in a query", partner.secret());
        var tokens = partner.tokens();
        noteTokens(tokens);
        var code = partner.code();
        note("code that is not redeemed", code);
        var browser = gate.browser();
        var request = browser.authorize(List.of(
                        Map.entry("response_type", "code"),
                        Map.entry("client_id", partner.clientId()),
                        Map.entry("redirect_uri", Gate.REDIRECT_URI)))
                .redirectParameters()
                .get("request");
        note("pending request in a query", request);
        browser.get("/approval?request=" + request);
        browser.get("/signin?request=" + request);
        gate.browser().get("/approval?request=" + request);
        var password = "wrong-" + Pkce.create().verifier();
        note("wrong password", password);
        browser.form("/signin", Map.entry("username", "jane"), Map.entry("password", password));
        note("password typed as username", "typed-" + Pkce.create().verifier());
        browser.form(
                "/signin",
                Map.entry("username", secrets.get("password typed as username")),
                Map.entry("password", "x"));
        browser.form("/signin?password=" + password, Map.entry("username", "jane"));

        var query = "?grant_type=authorization_code&client_id=" + partner.clientId() + "&client_secret="
                + partner.secret() + "&code=" + code + "&refresh_token=" + tokens.getString("refresh_token")
                + "&access_token=" + tokens.getString("access_token") + "&password=" + password;
        for (var path : List.of(
                Gate.TOKEN,
                Gate.AUTHORIZE,
                Gate.CUSTOMERS,
                "/nowhere",
                "/signin",
                "/approval",
                "/admin/api/v1/clients")) {
            for (var method : List.of("GET", "POST", "DELETE")) {
                raw(method, path + query, Map.of());
                raw(method, path + query + "&broken=%zz", Map.of());
                raw(method, path + query + "&state=%00&state=%00", Map.of());
                raw(method, path + query, Map.of("Content-Type", "nonsense"));
            }
        }
        var wrongSecret = "gcs_" + Pkce.create().verifier();
        note("wrong client secret", wrongSecret);
        gate.tokenWithBasic(partner.clientId(), wrongSecret, Map.entry("grant_type", "client_credentials"));
        raw("POST", Gate.TOKEN, Map.of("Authorization", "Basic " + partner.secret()));
        raw("POST", Gate.TOKEN, Map.of("Authorization", partner.secret()));
        var unknownToken = "gat_" + Pkce.create().verifier();
        note("unknown access token", unknownToken);
        gate.get(Gate.CUSTOMERS, unknownToken);
        gate.get(Gate.CUSTOMERS, tokens.getString("refresh_token"));
        gate.get(Gate.CALCULATOR + "/" + "nothing", tokens.getString("access_token"));
        var unreadable = "unreadable-" + Pkce.create().verifier();
        note("password in a body that is refused", unreadable);
        for (var body : List.of(
                "{\"username\":\"x\",\"password\":\"" + unreadable + "\",\"pasword\":\"" + unreadable + "\"}",
                "{\"username\":\"x\",\"password\":\"" + unreadable + "\"",
                "{\"username\":[\"" + unreadable + "\"]}",
                "\"" + unreadable + "\"")) {
            gate.postJson("/admin/api/v1/accounts", body, gate.adminToken());
        }
        clock.advance(Duration.ofMinutes(5));
        partner.redeem(code);
        partner.refresh("grt_" + Pkce.create().verifier());
    }

    private void raw(String method, String target, Map<String, String> headers) {
        Answer answer = new RawHttp(base).send(method, target, headers, "");
        assertThat(answer.status())
                .as(method + " " + target.replaceAll("\\?.*", ""))
                .isLessThan(500);
    }

    private static String logs() throws IOException {
        try (var files = Files.list(LOGS)) {
            var text = new StringBuilder();
            for (var file : files.filter(path -> path.getFileName().toString().matches("test.*\\.log.*"))
                    .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private List<String> leaks(String text) {
        var found = new ArrayList<String>();
        secrets.forEach((what, values) -> {
            for (var value : values.split("\n")) {
                forms(value).stream()
                        .filter(text::contains)
                        .forEach(form -> found.add(what + ": " + around(text, form)));
            }
        });
        found.addAll(GENERATED
                .matcher(text)
                .results()
                .map(match -> around(text, match.group()))
                .collect(Collectors.toCollection(LinkedHashSet::new)));
        return found;
    }

    private static String around(String text, String form) {
        var at = text.indexOf(form);
        return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + form.length() + 50));
    }

    /** Returns a secret in plain text and in the encodings of byte columns and logs. */
    private static Set<String> forms(String value) {
        var bytes = value.getBytes(StandardCharsets.UTF_8);
        var forms = new LinkedHashSet<String>();
        forms.add(value);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        var bare = value.replaceFirst("^(gat|grt|gcs)_", "");
        if (bare.matches("[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{64}")) {
            forms.add(bare);
            forms.add(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(bare)));
        }
        return forms;
    }
}
