// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static dev.gatehouse.testing.AdminApi.unique;

import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * Base class of the admin API tests: an administrator with all rights and a valid input of each resource. The tests
 * break each rule once and compare the complete error response.
 */
public abstract class AdminApiFixture {
    protected static final String FORBIDDEN =
            "These characters are not allowed: & ( ) \\ ; , / \" : ' < > and invisible characters.";

    protected static AdminApi admin;

    @TestHTTPResource("/")
    URI base;

    protected Gate gate;

    /** Each class can run against another server, so the token of the previous class is dropped. */
    @BeforeAll
    static void forgetToken() {
        admin = null;
    }

    @BeforeEach
    void signIn() {
        gate = new Gate(base);
        if (admin == null) {
            admin = AdminApi.of(gate);
        }
    }

    protected static JsonObject client(String name) {
        return new JsonObject()
                .put("name", name)
                .put("version", "1.0")
                .put("redirectUris", new JsonArray().add("https://client.example/callback"))
                .put("active", true)
                .put("scopes", new JsonArray());
    }

    protected static JsonObject scope(String name) {
        return new JsonObject()
                .put("name", name)
                .put("serviceUrls", urls(url("/integration/some")))
                .put("groups", new JsonArray());
    }

    protected static JsonObject url(String pattern, String... methods) {
        return new JsonObject().put("url", pattern).put("methods", new JsonArray(List.of(methods)));
    }

    protected static JsonArray urls(JsonObject... urls) {
        return new JsonArray(new ArrayList<>(List.of(urls)));
    }

    protected static JsonObject service(String project, String resource) {
        return AdminApi.restResource(project, "Api", resource, "http://127.0.0.1:9/base");
    }

    protected static JsonObject flow(String project) {
        return new JsonObject()
                .put("projectId", project)
                .put("kind", "FLOW_SERVICE")
                .put("name", "calculate")
                .put("upstreamUrl", "http://127.0.0.1:9/calculate");
    }

    protected static JsonObject account(String username) {
        return new JsonObject().put("username", username).put("password", "long enough " + username);
    }

    protected String project() {
        return admin.createProject(unique());
    }

    protected Answer clientCredentials(String clientId, String secret) {
        return gate.tokenWithBasic(clientId, secret, Map.entry("grant_type", "client_credentials"));
    }

    /** Returns an access token that the built-in client gets for a user created with {@link #account}. */
    protected String token(String username, String scope) {
        return gate.adminToken(username, "long enough " + username, scope);
    }

    protected List<String> walk(String path, String field) {
        return admin.walk(path).stream().map(row -> row.getString(field)).toList();
    }

    /** Returns the statuses of calls that start at the same moment. */
    protected static List<Integer> statuses(int count, IntFunction<Answer> call) {
        return Race.of(count, call).stream().map(Answer::status).toList();
    }

    protected static long audited(String action, String target) {
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
