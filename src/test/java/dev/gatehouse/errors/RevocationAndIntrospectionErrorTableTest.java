// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import static dev.gatehouse.errors.Row.challenged;
import static dev.gatehouse.errors.Row.failed;
import static dev.gatehouse.errors.Row.refused;
import static dev.gatehouse.errors.Row.unavailable;

import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Partner;
import dev.gatehouse.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every error of revocation (RFC 7009 §2.1, §2.2) and introspection (RFC 7662 §2.2, §2.3), and the requests that are no
 * errors according to these RFCs.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class RevocationAndIntrospectionErrorTableTest extends ErrorTable {
    private static final String FAILED = "Client authentication failed.";
    private static final Function<World, Answer> DONE =
            world -> new Answer(200, Row.headers("cache-control", "no-store", "content-type", "application/json"), "");
    private static final Function<World, Answer> NOT_ACTIVE = world -> new Answer(
            200, Row.headers("cache-control", "no-store", "content-type", "application/json"), "{\"active\":false}");

    private record Rows(List<Row> rows, String section, String path) {
        void of(
                String error,
                String trigger,
                BiFunction<World, Partner, Answer> request,
                Function<World, Answer> expected) {
            of(error, trigger, new JsonObject(), request, expected);
        }

        void of(
                String error,
                String trigger,
                JsonObject wishes,
                BiFunction<World, Partner, Answer> request,
                Function<World, Answer> expected) {
            rows.add(new Row(section, error, trigger, world -> request.apply(world, world.partner(wishes)), expected));
        }

        /** Adds a row whose request is a form with the credentials of the client. */
        void form(String error, String trigger, String form, Function<World, Answer> expected) {
            of(error, trigger, (world, partner) -> send(world, partner, form), expected);
        }

        Answer send(World world, Partner partner, String form) {
            return world.post(path, form + "&" + credentials(partner));
        }
    }

    private static String credentials(Partner partner) {
        return "client_id=" + partner.clientId() + "&client_secret=" + partner.secret();
    }

    private static Function<World, Answer> invalidRequest(String description) {
        return refused(400, "invalid_request", description);
    }

    private static Function<World, Answer> invalidClient(String description) {
        return refused(401, "invalid_client", description);
    }

    /** The errors that both endpoints share with the token endpoint (RFC 7009 §2.2.1, RFC 7662 §2.3). */
    private static void shared(Rows rows) {
        var path = rows.path();
        rows.form("invalid_request", "no token", "", invalidRequest("token is missing."));
        rows.form("invalid_request", "an empty token", "token=", invalidRequest("token is missing."));
        rows.form("invalid_request", "two tokens", "token=a&token=b", invalidRequest("token was sent more than once."));
        rows.form(
                "invalid_request",
                "a token longer than any",
                "token=" + "a".repeat(16 * 1024 + 1),
                invalidRequest("token is longer than 16384 characters."));
        rows.form(
                "invalid_request",
                "two hints",
                "token=a&token_type_hint=a&token_type_hint=b",
                invalidRequest("token_type_hint was sent more than once."));
        rows.of(
                "invalid_request",
                "a body that is no form",
                (world, partner) -> world.post(path, "token=a", Map.of("Content-Type", "text/plain")),
                invalidRequest("The body must be application/x-www-form-urlencoded."));
        rows.of(
                "invalid_request",
                "GET",
                (world, partner) -> world.gate().get(path + "?token=a", null),
                refused(405, "invalid_request", "This method is not allowed here.", "allow", "POST"));
        rows.of(
                "invalid_request",
                "two ways to authenticate",
                (world, partner) -> world.post(
                        path,
                        "token=a&" + credentials(partner),
                        Map.of("Authorization", Gate.basic(partner.clientId(), partner.secret()))),
                invalidRequest("The client authenticated in the header and in the parameters."));
        rows.of(
                "invalid_client",
                "no authentication",
                (world, partner) -> world.post(path, "token=a"),
                invalidClient("client_id is missing."));
        rows.of(
                "invalid_client",
                "a wrong secret",
                (world, partner) -> world.post(path, "token=a&client_secret=x&client_id=" + partner.clientId()),
                invalidClient(FAILED));
        rows.of(
                "invalid_client",
                "no secret of a confidential client",
                (world, partner) -> world.post(path, "token=a&client_id=" + partner.clientId()),
                invalidClient(FAILED));
        rows.of(
                "invalid_client",
                "a wrong secret, Basic",
                (world, partner) ->
                        world.post(path, "token=a", Map.of("Authorization", Gate.basic(partner.clientId(), "x"))),
                challenged(FAILED));
        rows.of(
                "invalid_client",
                "another scheme, such as an access token",
                (world, partner) -> world.post(path, "token=a", Map.of("Authorization", "Bearer x")),
                challenged(FAILED));
        rows.of(
                "invalid_client",
                "an inactive client",
                new JsonObject().put("active", false),
                (world, partner) -> rows.send(world, partner, "token=a"),
                invalidClient("The client is inactive."));
        rows.of(
                "temporarily_unavailable",
                "no connection to the database is free",
                (world, partner) -> world.withoutConnections(() -> rows.send(world, partner, "token=a")),
                unavailable());
        rows.of(
                "server_error",
                "the token cannot be looked up",
                (world, partner) -> world.withoutTable("token", () -> rows.send(world, partner, "token=a")),
                failed());
    }

    static Stream<Row> revocation() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, "RFC 7009 2.2", Gate.REVOKE);
        shared(rows);
        rows.form("none", "an unknown token", "token=nonsense", DONE);
        rows.of(
                "none",
                "a token that is revoked already",
                (world, partner) -> {
                    var token = partner.tokens().getString("access_token");
                    rows.send(world, partner, "token=" + token);
                    return rows.send(world, partner, "token=" + token);
                },
                DONE);
        rows.of(
                "unauthorized_client",
                "a token of another client",
                (world, partner) -> rows.send(
                        world, partner, "token=" + world.partner().tokens().getString("access_token")),
                refused(400, "unauthorized_client", "The token was issued to another client."));
        rows.of(
                "unauthorized_client",
                "a refresh token of another client",
                (world, partner) -> rows.send(
                        world, partner, "token=" + world.partner().tokens().getString("refresh_token")),
                refused(400, "unauthorized_client", "The token was issued to another client."));
        rows.of(
                "invalid_request",
                "JSON that is none",
                (world, partner) -> world.post(Gate.REVOKE, "{", Map.of("Content-Type", "application/json")),
                invalidRequest("The body is not the JSON that is expected here."));
        return all.stream();
    }

    /**
     * RFC 7009 §2.1: a wrong or unknown hint extends the search to all kinds of tokens. Gatehouse can revoke every kind
     * of token, so that it never answers {@code unsupported_token_type} (§2.2.1). Each row checks that the token is
     * revoked.
     */
    static Stream<Row> hints() {
        var all = new ArrayList<Row>();
        for (var hint : List.of("access_token", "refresh_token", "accessToken", "saml2_token", "%20")) {
            for (var kind : List.of("access_token", "refresh_token")) {
                all.add(new Row(
                        "RFC 7009 2.1",
                        "not unsupported_token_type",
                        "the hint " + hint + " for " + kind,
                        world -> {
                            var partner = world.partner();
                            var tokens = partner.tokens();
                            world.post(
                                    Gate.REVOKE,
                                    "token_type_hint=" + hint + "&token=" + tokens.getString(kind) + "&"
                                            + credentials(partner));
                            return world.post(
                                    Gate.INTROSPECT,
                                    "token=" + tokens.getString("access_token") + "&" + credentials(partner));
                        },
                        NOT_ACTIVE));
            }
        }
        return all.stream();
    }

    static Stream<Row> introspection() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, "RFC 7662 2.3", Gate.INTROSPECT);
        shared(rows);
        rows.of(
                "invalid_client",
                "a public client",
                (world, partner) -> world.post(Gate.INTROSPECT, "token=a&client_id=" + Gate.PUBLIC_CLIENT),
                invalidClient("Only a confidential client may introspect tokens."));
        return all.stream();
    }

    /** RFC 7662 §2.2: the answer about an inactive token says only that the token is not active. */
    static Stream<Row> notActive() {
        var all = new ArrayList<Row>();
        var rows = new Rows(all, "RFC 7662 2.2", Gate.INTROSPECT);
        rows.form("not active", "an unknown token", "token=nonsense", NOT_ACTIVE);
        rows.of(
                "not active",
                "an expired token",
                (world, partner) -> {
                    var token = partner.tokens().getString("access_token");
                    return world.after(Duration.ofHours(1), () -> rows.send(world, partner, "token=" + token));
                },
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a revoked token",
                (world, partner) -> {
                    var token = partner.tokens().getString("access_token");
                    world.post(Gate.REVOKE, "token=" + token + "&" + credentials(partner));
                    return rows.send(world, partner, "token=" + token);
                },
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a token that a refresh replaced",
                (world, partner) -> {
                    var tokens = partner.tokens();
                    partner.refresh(tokens.getString("refresh_token"));
                    return rows.send(world, partner, "token=" + tokens.getString("access_token"));
                },
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a token of another client",
                (world, partner) -> rows.send(
                        world, partner, "token=" + world.partner().tokens().getString("access_token")),
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a token with none of the resource server's scopes",
                new JsonObject().put("resourceServer", true).put("scopes", List.of()),
                (world, partner) -> rows.send(
                        world, partner, "token=" + world.partner().tokens().getString("access_token")),
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a token of an inactive client",
                new JsonObject().put("resourceServer", true),
                (world, partner) -> {
                    var other = world.partner();
                    var token = other.tokens().getString("access_token");
                    other.change("active", false);
                    return rows.send(world, partner, "token=" + token);
                },
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a refresh token of another client",
                new JsonObject().put("resourceServer", true),
                (world, partner) -> rows.send(
                        world, partner, "token=" + world.partner().tokens().getString("refresh_token")),
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a refresh token that was used",
                (world, partner) -> {
                    var token = partner.tokens().getString("refresh_token");
                    partner.refresh(token);
                    return rows.send(world, partner, "token=" + token);
                },
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a revoked refresh token",
                (world, partner) -> {
                    var token = partner.tokens().getString("refresh_token");
                    world.post(Gate.REVOKE, "token=" + token + "&" + credentials(partner));
                    return rows.send(world, partner, "token=" + token);
                },
                NOT_ACTIVE);
        rows.of(
                "not active",
                "an expired refresh token",
                (world, partner) -> {
                    var token = partner.tokens().getString("refresh_token");
                    return world.after(Duration.ofDays(90), () -> rows.send(world, partner, "token=" + token));
                },
                NOT_ACTIVE);
        rows.of(
                "not active",
                "a refresh token whose scopes are not the client's any more",
                (world, partner) -> {
                    var token = partner.tokens().getString("refresh_token");
                    partner.change("scopes", List.of());
                    return rows.send(world, partner, "token=" + token);
                },
                NOT_ACTIVE);
        rows.form("not active", "what looks like a refresh token", "token=grt_" + "A".repeat(64), NOT_ACTIVE);
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"revocation", "hints", "introspection", "notActive"})
    void answer(Row row) {
        check(row);
    }
}
