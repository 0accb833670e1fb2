// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import static dev.gatehouse.errors.Row.challenged;
import static dev.gatehouse.errors.Row.failed;
import static dev.gatehouse.errors.Row.refused;
import static dev.gatehouse.errors.Row.unavailable;
import static dev.gatehouse.testing.Gate.TOKEN;
import static dev.gatehouse.testing.Gate.encode;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.Pkce;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RawHttp;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error of the token endpoint (RFC 6749 §5.2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenErrorTableTest extends ErrorTable {
    private static final String CREDENTIALS = "grant_type=client_credentials";
    private static final Entry<String, String> BY_CREDENTIALS = Map.entry("grant_type", "client_credentials");
    private static final String FAILED = "Client authentication failed.";
    private static final String SECRET_OF_PUBLIC_CLIENT = "A public client must not send a client secret.";
    private static final String CODE_UNKNOWN = "The authorization code is invalid, expired or already used.";
    private static final String REFRESH_UNKNOWN = "The refresh token is unknown, used up or revoked.";

    private record Rows(List<Row> rows, int status, String error) {
        void of(String trigger, BiFunction<World, Partner, Answer> request, String description) {
            of(trigger, new JsonObject(), request, description);
        }

        void of(String trigger, JsonObject wishes, BiFunction<World, Partner, Answer> request, String description) {
            add(trigger, wishes, request, refused(status, error, description));
        }

        void add(
                String trigger,
                JsonObject wishes,
                BiFunction<World, Partner, Answer> request,
                Function<World, Answer> expected) {
            rows.add(new Row("5.2", error, trigger, world -> request.apply(world, world.partner(wishes)), expected));
        }

        /** Adds a row whose request is a form with the credentials of the client. */
        void form(String trigger, String form, String description) {
            of(trigger, (world, partner) -> world.post(TOKEN, form + "&" + credentials(partner)), description);
        }

        void basic(String trigger, String authorization, String description) {
            add(
                    trigger,
                    new JsonObject(),
                    (world, partner) -> world.post(TOKEN, CREDENTIALS, Map.of("Authorization", authorization)),
                    challenged(description));
        }
    }

    private static String credentials(Partner partner) {
        return "client_id=" + partner.clientId() + "&client_secret=" + partner.secret();
    }

    static Stream<Row> invalidRequest() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, 400, "invalid_request");
        rows.form("no grant_type", "", "grant_type is missing.");
        rows.form("an empty grant_type", "grant_type=", "grant_type is missing.");
        rows.form("no code", "grant_type=authorization_code", "code is missing.");
        rows.form("no refresh_token", "grant_type=refresh_token", "refresh_token is missing.");
        rows.form("no username", "grant_type=password&password=x", "username is missing.");
        rows.form("no password", "grant_type=password&username=jane", "password is missing.");
        rows.form("a parameter twice", CREDENTIALS + "&scope=a&scope=a", "scope was sent more than once.");
        rows.form("an unknown parameter twice", CREDENTIALS + "&x=1&x=2", "x was sent more than once.");
        rows.form("grant_type twice", CREDENTIALS + "&" + CREDENTIALS, "grant_type was sent more than once.");
        rows.form("client_id twice", CREDENTIALS + "&client_id=x", "client_id was sent more than once.");
        rows.form("a control character", CREDENTIALS + "&scope=a%00", "scope contains a control character.");
        rows.form("no UTF-8", CREDENTIALS + "&scope=%FF", "scope is not form-encoded UTF-8.");
        rows.form("no percent-encoding", CREDENTIALS + "&scope=%zz", "scope is not form-encoded UTF-8.");
        rows.form("a name that is none", CREDENTIALS + "&=x", "A parameter has a malformed name.");
        rows.form(
                "more than is sensible",
                CREDENTIALS + "&scope=" + "a".repeat(2049),
                "scope is longer than 2048 characters.");
        rows.form(
                "a long token_label",
                CREDENTIALS + "&token_label=" + "a".repeat(201),
                "token_label is longer than 200 characters.");
        rows.form("too many parameters", CREDENTIALS + "&a=1".repeat(100), "Too many parameters were sent.");
        rows.of(
                "the same in query and form",
                (world, partner) -> world.post(TOKEN + "?" + CREDENTIALS, CREDENTIALS + "&" + credentials(partner)),
                "grant_type was sent more than once.");
        rows.of(
                "JSON",
                (world, partner) -> world.post(TOKEN, "{}", Map.of("Content-Type", "application/json")),
                "The body must be application/x-www-form-urlencoded.");
        for (var body : List.of("{", "[]", "{\"grant_type\":1}", "{\"a\":{}}", "{\"a\":\"b\",\"a\":\"b\"}")) {
            rows.of(
                    "not the JSON of the Integration Server: " + body,
                    (world, partner) ->
                            world.post("/invoke/pub.oauth:getToken", body, Map.of("Content-Type", "application/json")),
                    "The body is not the JSON that is expected here.");
        }
        rows.of(
                "a list in JSON for a parameter that comes once",
                (world, partner) -> world.post(
                        "/invoke/pub.oauth:getToken",
                        "{\"grant_type\":[\"a\",\"a\"]}",
                        Map.of("Content-Type", "application/json")),
                "grant_type was sent more than once.");
        rows.of(
                "multipart/form-data that is none",
                (world, partner) ->
                        world.post(TOKEN, CREDENTIALS, Map.of("Content-Type", "multipart/form-data; boundary=x")),
                "The body is not the multipart/form-data that is expected here.");
        rows.of(
                "a parameter twice, multipart/form-data",
                (world, partner) -> world.post(
                        TOKEN,
                        "--x\r\nContent-Disposition: form-data; name=\"scope\"\r\n\r\na\r\n".repeat(2) + "--x--",
                        Map.of("Content-Type", "multipart/form-data; boundary=x")),
                "scope was sent more than once.");
        rows.of(
                "no Content-Type",
                (world, partner) -> new RawHttp(world.base()).send("POST", TOKEN, Map.of(), CREDENTIALS),
                "The body must be application/x-www-form-urlencoded.");
        rows.of(
                "a Content-Type that is none",
                (world, partner) -> world.post(TOKEN, CREDENTIALS, Map.of("Content-Type", "nonsense")),
                "The request is malformed.");
        rows.add(
                "GET",
                new JsonObject(),
                (world, partner) -> world.gate().get(TOKEN + "?" + CREDENTIALS, null),
                refused(405, "invalid_request", "This method is not allowed here.", "allow", "POST"));
        rows.of(
                "two ways to authenticate",
                (world, partner) -> world.gate()
                        .tokenWithBasic(
                                partner.clientId(),
                                partner.secret(),
                                BY_CREDENTIALS,
                                Map.entry("client_secret", partner.secret())),
                "The client authenticated in the header and in the parameters.");
        rows.of(
                "another client_id than in the header",
                (world, partner) -> world.gate()
                        .tokenWithBasic(
                                partner.clientId(),
                                partner.secret(),
                                BY_CREDENTIALS,
                                Map.entry("client_id", Gate.PUBLIC_CLIENT)),
                "client_id is not the client that authenticated in the header.");
        rows.of(
                "two Authorization headers",
                (world, partner) -> {
                    var basic = Gate.basic(partner.clientId(), partner.secret());
                    return world.post(
                            TOKEN, CREDENTIALS, Map.of("Authorization", basic + "\r\nAuthorization: " + basic));
                },
                "More than one Authorization header was sent.");
        return all.stream();
    }

    static Stream<Row> invalidClient() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, 401, "invalid_client");
        rows.of("no authentication", (world, partner) -> world.post(TOKEN, CREDENTIALS), "client_id is missing.");
        rows.of(
                "an unknown client",
                (world, partner) -> world.post(TOKEN, CREDENTIALS + "&client_id=nobody&client_secret=x"),
                FAILED);
        rows.of(
                "a wrong secret",
                (world, partner) -> world.post(TOKEN, CREDENTIALS + "&client_secret=x&client_id=" + partner.clientId()),
                FAILED);
        rows.of(
                "no secret of a confidential client",
                (world, partner) -> world.post(TOKEN, CREDENTIALS + "&client_id=" + partner.clientId()),
                FAILED);
        rows.of(
                "a secret of a public client",
                (world, partner) -> world.post(TOKEN, CREDENTIALS + "&client_secret=x&client_id=" + Gate.PUBLIC_CLIENT),
                SECRET_OF_PUBLIC_CLIENT);
        rows.of(
                "a secret that was regenerated",
                (world, partner) -> {
                    world.gate()
                            .postJson(
                                    "/admin/api/v1/clients/" + partner.clientId() + "/secret",
                                    "{\"overlapSeconds\":0}",
                                    world.gate().adminToken());
                    return partner.token(BY_CREDENTIALS);
                },
                FAILED);
        rows.of(
                "an inactive client",
                new JsonObject().put("active", false),
                (world, partner) -> partner.token(BY_CREDENTIALS),
                "The client is inactive.");
        rows.add(
                "an inactive client, Basic",
                new JsonObject().put("active", false),
                (world, partner) -> world.gate().tokenWithBasic(partner.clientId(), partner.secret(), BY_CREDENTIALS),
                challenged("The client is inactive."));
        rows.add(
                "a wrong secret, Basic",
                new JsonObject(),
                (world, partner) -> world.gate().tokenWithBasic(partner.clientId(), "x", BY_CREDENTIALS),
                challenged(FAILED));
        rows.basic("an unknown client, Basic", Gate.basic("nobody", "x"), FAILED);
        rows.basic("a secret of a public client, Basic", Gate.basic(Gate.PUBLIC_CLIENT, "x"), SECRET_OF_PUBLIC_CLIENT);
        rows.basic("Basic without credentials", "Basic", FAILED);
        rows.basic("Basic that is no Base64", "Basic %%%", FAILED);
        rows.basic("Basic without a colon", "Basic YWJj", FAILED);
        rows.basic("another scheme", "Bearer x", FAILED);
        return all.stream();
    }

    static Stream<Row> invalidGrant() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, 400, "invalid_grant");
        rows.of("an unknown code", (world, partner) -> partner.redeem("x"), CODE_UNKNOWN);
        rows.of(
                "an expired code",
                (world, partner) -> {
                    var code = partner.code();
                    return world.after(Duration.ofSeconds(61), () -> partner.redeem(code));
                },
                CODE_UNKNOWN);
        rows.of(
                "a used code",
                (world, partner) -> {
                    var code = partner.code();
                    partner.redeem(code);
                    return partner.redeem(code);
                },
                CODE_UNKNOWN);
        rows.of(
                "a code of another client",
                (world, partner) -> partner.redeem(world.partner().code()),
                CODE_UNKNOWN);
        var uri = "redirect_uri is not the one that the code was sent to.";
        rows.of(
                "no redirect_uri",
                (world, partner) ->
                        partner.token(Map.entry("grant_type", "authorization_code"), Map.entry("code", partner.code())),
                uri);
        rows.of(
                "another redirect_uri",
                (world, partner) -> partner.token(
                        Map.entry("grant_type", "authorization_code"),
                        Map.entry("code", partner.code()),
                        Map.entry("redirect_uri", "http://127.0.0.1:10/callback")),
                uri);
        rows.of(
                "no code_verifier",
                (world, partner) -> partner.redeem(codeWithChallenge(partner)),
                "code_verifier is missing.");
        rows.of(
                "a wrong code_verifier",
                (world, partner) -> partner.redeem(
                        codeWithChallenge(partner),
                        Map.entry("code_verifier", Pkce.create().verifier())),
                "code_verifier does not match the code_challenge.");
        rows.of(
                "a code_verifier without a challenge",
                (world, partner) -> partner.redeem(
                        partner.code(), Map.entry("code_verifier", Pkce.create().verifier())),
                "code_verifier was sent, but the authorization request had no code_challenge.");
        rows.of(
                "a code whose account is inactive",
                (world, partner) -> {
                    var person = UUID.randomUUID().toString();
                    var admin = world.gate().adminToken();
                    var account = world.gate()
                            .postJson(
                                    "/admin/api/v1/accounts",
                                    new JsonObject()
                                            .put("username", person)
                                            .put("password", person)
                                            .encode(),
                                    admin)
                            .json();
                    var code = world.gate()
                            .browser()
                            .codeFor(
                                    person,
                                    person,
                                    Partner.BOTH_SCOPES,
                                    Map.of("client_id", partner.clientId(), "redirect_uri", Gate.REDIRECT_URI));
                    world.gate()
                            .sendJson(
                                    "PUT",
                                    "/admin/api/v1/accounts/" + account.getString("id"),
                                    "{\"displayName\":\"x\",\"active\":false}",
                                    admin);
                    return partner.redeem(code);
                },
                "The account that granted access is not active.");
        rows.of(
                "a code whose scopes are not the client's any more",
                (world, partner) -> {
                    var code = partner.code();
                    partner.change("scopes", List.of());
                    return partner.redeem(code);
                },
                "None of the granted scopes is associated with the client any more.");
        rows.of("an unknown refresh token", (world, partner) -> partner.refresh("x"), REFRESH_UNKNOWN);
        rows.of(
                "a refresh token of another client",
                (world, partner) -> partner.refresh(world.partner().tokens().getString("refresh_token")),
                REFRESH_UNKNOWN);
        rows.of(
                "a revoked refresh token",
                (world, partner) -> {
                    var refreshToken = partner.tokens().getString("refresh_token");
                    world.post(Gate.REVOKE, "token=" + refreshToken + "&" + credentials(partner));
                    return partner.refresh(refreshToken);
                },
                REFRESH_UNKNOWN);
        rows.of(
                "a rotated refresh token, after the grace window",
                (world, partner) -> {
                    var refreshToken = partner.tokens().getString("refresh_token");
                    partner.refresh(refreshToken);
                    return world.after(Duration.ofSeconds(11), () -> partner.refresh(refreshToken));
                },
                REFRESH_UNKNOWN);
        rows.of(
                "a refresh token whose family ended with such reuse",
                (world, partner) -> {
                    var refreshToken = partner.tokens().getString("refresh_token");
                    var successor = partner.refresh(refreshToken).json().getString("refresh_token");
                    world.after(Duration.ofSeconds(11), () -> partner.refresh(refreshToken));
                    return partner.refresh(successor);
                },
                REFRESH_UNKNOWN);
        rows.of(
                "a refresh token whose budget is spent",
                new JsonObject().put("refresh", "LIMITED").put("refreshCount", 1),
                (world, partner) -> {
                    var refreshToken = partner.tokens().getString("refresh_token");
                    partner.refresh(refreshToken);
                    return world.after(Duration.ofSeconds(11), () -> partner.refresh(refreshToken));
                },
                REFRESH_UNKNOWN);
        for (var username : List.of("jane", "nobody")) {
            rows.form(
                    "a wrong password of " + username,
                    "grant_type=password&password=wrong&username=" + username,
                    "The username or the password is wrong.");
        }
        return all.stream();
    }

    private static String codeWithChallenge(Partner partner) {
        return partner.code(
                Partner.BOTH_SCOPES,
                Map.of("code_challenge", Pkce.create().challenge(), "code_challenge_method", "S256"));
    }

    static Stream<Row> unauthorizedClient() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, 400, "unauthorized_client");
        for (var form : List.of(
                CREDENTIALS, "grant_type=authorization_code&code=x", "grant_type=password&username=x&password=x")) {
            var grant = form.replaceAll("grant_type=([a-z_]+).*", "$1");
            rows.of(
                    "a client without the grant " + grant,
                    new JsonObject().put("grantTypes", List.of("implicit")),
                    (world, partner) -> world.post(TOKEN, form + "&" + credentials(partner)),
                    "The client is not allowed to use the grant type " + grant + ".");
        }
        rows.of(
                "client credentials of a public client",
                (world, partner) -> world.post(TOKEN, CREDENTIALS + "&client_id=" + Gate.PUBLIC_CLIENT),
                "The client is not allowed to use the grant type client_credentials.");
        rows.of(
                "client credentials of a public client, Basic with an empty secret",
                (world, partner) ->
                        world.post(TOKEN, CREDENTIALS, Map.of("Authorization", Gate.basic(Gate.PUBLIC_CLIENT, ""))),
                "The client is not allowed to use the grant type client_credentials.");
        return all.stream();
    }

    static Stream<Row> unsupportedGrantType() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, 400, "unsupported_grant_type");
        for (var grant : List.of("x", "CLIENT_CREDENTIALS", "token", encode("urn:example:none"))) {
            rows.form("grant_type " + grant, "grant_type=" + grant, "The grant type is unknown.");
        }
        rows.form("grant_type implicit", "grant_type=implicit", "This grant type is not served by the token endpoint.");
        rows.of(
                "the password grant where the tenant has switched it off",
                (world, partner) -> world.withSetting(
                        "allowPassword",
                        false,
                        () -> partner.token(
                                Map.entry("grant_type", "password"),
                                Map.entry("username", "jane"),
                                Map.entry("password", "jane-demo"))),
                "The password grant is not allowed here.");
        return all.stream();
    }

    static Stream<Row> invalidScope() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, 400, "invalid_scope");
        for (var form : List.of(CREDENTIALS, "grant_type=password&username=jane&password=jane-demo")) {
            var grant = form.replaceAll("grant_type=([a-z_]+).*", "$1");
            rows.form(
                    grant + ", an unknown scope",
                    form + "&scope=Nope",
                    "The scope Nope can't be granted to this client.");
            rows.form(
                    grant + ", a scope of administrators",
                    form + "&scope=gatehouse.admin",
                    "The scope gatehouse.admin can't be granted to this client.");
            rows.form(
                    grant + ", no list of names",
                    form + "&scope=a%5Cb",
                    "scope must be a list of names separated by spaces.");
            rows.form(
                    grant + ", several unknown scopes",
                    form + "&scope=Nope+Nor+gatehouse.admin",
                    "None of the requested scopes can be granted to this client.");
            rows.of(
                    grant + ", a client without scopes, of OpenID Connect",
                    new JsonObject().put("scopes", List.of()),
                    (world, partner) -> world.post(TOKEN, form + "&scope=openid&" + credentials(partner)),
                    "The client is associated with no scope.");
            rows.of(
                    grant + ", a client without scopes",
                    new JsonObject().put("scopes", List.of()),
                    (world, partner) -> world.post(TOKEN, form + "&" + credentials(partner)),
                    "The client is associated with no scope.");
        }
        rows.of(
                "a refresh for more than was granted",
                (world, partner) -> partner.refresh(
                        partner.redeem(partner.code(List.of(Gate.CUSTOMERS_SCOPE), Map.of()))
                                .json()
                                .getString("refresh_token"),
                        Map.entry("scope", Gate.CALCULATOR_SCOPE)),
                "scope exceeds what was granted.");
        return all.stream();
    }

    /** RFC 8707 §2 */
    static Stream<Row> invalidTarget() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, 400, "invalid_target");
        var foreign = "resource must be a URL of this server's services.";
        rows.form("a resource of another server", CREDENTIALS + "&resource=https%3A%2F%2Fa.example", foreign);
        rows.form("a resource that is no URL", CREDENTIALS + "&resource=a", foreign);
        rows.of(
                "two resources, one of another server",
                (world, partner) -> partner.token(
                        BY_CREDENTIALS,
                        Map.entry("resource", world.gate().issuer() + Gate.CUSTOMERS),
                        Map.entry("resource", "https://a.example")),
                foreign);
        rows.of(
                "more resources than sensible",
                (world, partner) -> world.post(
                        TOKEN,
                        CREDENTIALS + "&" + credentials(partner)
                                + IntStream.range(0, 21)
                                        .mapToObj(number -> "&resource="
                                                + encode(world.gate().issuer() + "/integration/" + number))
                                        .collect(Collectors.joining())),
                "More than 20 resources were sent.");
        rows.of(
                "longer resources than sensible",
                (world, partner) -> world.post(
                        TOKEN,
                        CREDENTIALS + "&" + credentials(partner)
                                + IntStream.range(0, 3)
                                        .mapToObj(number -> "&resource="
                                                + encode(world.gate().issuer() + "/integration/" + number)
                                                + "a".repeat(1_500))
                                        .collect(Collectors.joining())),
                "The resources together are longer than 4096 characters.");
        for (var grant : List.of("a code", "a refresh token")) {
            rows.of(
                    grant + " for another resource than was granted",
                    (world, partner) -> {
                        var code = partner.code(
                                Partner.BOTH_SCOPES,
                                Map.of("resource", world.gate().issuer() + Gate.CUSTOMERS));
                        var other = Map.entry("resource", world.gate().issuer() + Gate.CALCULATOR);
                        return grant.equals("a code")
                                ? partner.redeem(code, other)
                                : partner.refresh(partner.redeem(code).json().getString("refresh_token"), other);
                    },
                    "resource is not within the granted resource.");
        }
        return all.stream();
    }

    /** RFC 6749 §5.2 defines no codes for failures of the server, so Gatehouse uses the codes of §4.1.2.1. */
    static Stream<Row> failures() {
        return Stream.of(
                new Row(
                        "5.2",
                        "server_error",
                        "the token cannot be stored",
                        world -> {
                            var partner = world.partner();
                            return world.withoutTable("token", () -> partner.token(BY_CREDENTIALS));
                        },
                        failed()),
                new Row(
                        "5.2",
                        "temporarily_unavailable",
                        "no connection to the database is free",
                        world -> {
                            var partner = world.partner();
                            return world.withoutConnections(() -> partner.token(BY_CREDENTIALS));
                        },
                        unavailable()),
                new Row(
                        "5.2",
                        "temporarily_unavailable",
                        "a password while many others are checked",
                        world -> {
                            var partner = world.partner();
                            return world.whilePasswordsWait(() -> partner.token(
                                    Map.entry("grant_type", "password"),
                                    Map.entry("username", "jane"),
                                    Map.entry("password", "jane-demo")));
                        },
                        refused(
                                503,
                                "temporarily_unavailable",
                                "Many users are signing in right now. Try again in a moment.",
                                "retry-after",
                                "2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "invalidRequest",
        "invalidClient",
        "invalidGrant",
        "unauthorizedClient",
        "unsupportedGrantType",
        "invalidScope",
        "invalidTarget",
        "failures"
    })
    void answer(Row row) {
        check(row);
    }
}
