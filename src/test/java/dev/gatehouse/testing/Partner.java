// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A client that one test registers through the admin API, so changes to the client don't affect other tests. The client
 * sends its credentials in the form. A confidential client uses no PKCE unless the test requires PKCE.
 * @param secret null for a public client
 * @param registration the registered values, which a test can change and send again
 */
public record Partner(Gate gate, String clientId, String secret, JsonObject registration) {
    public static final List<String> BOTH_SCOPES = List.of(Gate.CUSTOMERS_SCOPE, Gate.CALCULATOR_SCOPE);

    private static final String CLIENTS = "/admin/api/v1/clients";

    /**
     * Registers a confidential client with unlimited refreshes and both demo scopes. The given fields replace the
     * defaults.
     */
    public static Partner register(Gate gate, JsonObject wishes) {
        var registration = new JsonObject()
                .put("name", "Partner " + UUID.randomUUID())
                .put("version", "1.0")
                .put("type", "CONFIDENTIAL")
                .put("redirectUris", List.of("http://127.0.0.1/callback"))
                .put("grantTypes", List.of("authorization_code", "client_credentials"))
                .put("refresh", "UNLIMITED")
                .put("scopes", BOTH_SCOPES)
                .mergeIn(wishes);
        var created = gate.postJson(CLIENTS, registration.encode(), gate.adminToken());
        if (created.status() != 201) {
            throw new AssertionError("the client was not registered: " + created);
        }
        var view = created.json();
        return new Partner(gate, view.getString("clientId"), view.getString("clientSecret"), registration);
    }

    public static Partner register(Gate gate) {
        return register(gate, new JsonObject());
    }

    /** Returns the same client with calls to another node. */
    public Partner at(Gate node) {
        return new Partner(node, clientId, secret, registration);
    }

    /** Changes one field of the registration. */
    public void change(String field, Object value) {
        var changed = gate.sendJson(
                "PUT",
                CLIENTS + "/" + clientId,
                registration.copy().put("active", true).put(field, value).encode(),
                gate.adminToken());
        if (changed.status() != 200) {
            throw new AssertionError("the client was not changed: " + changed);
        }
    }

    /** Returns an authorization code for both scopes, granted by jane. */
    public String code() {
        return code(BOTH_SCOPES, Map.of());
    }

    public String code(List<String> scopes, Map<String, String> more) {
        var parameters = new java.util.LinkedHashMap<>(more);
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", Gate.REDIRECT_URI);
        return gate.browser().codeFor("jane", "jane-demo", scopes, parameters);
    }

    public Answer clientCredentials() {
        return token(Map.entry("grant_type", "client_credentials"));
    }

    /** Returns an access token from the client credentials grant, for the given scopes or else for all. */
    public String accessToken(String... scopes) {
        var answer = scopes.length == 0
                ? clientCredentials()
                : token(Map.entry("grant_type", "client_credentials"), Map.entry("scope", String.join(" ", scopes)));
        if (answer.status() != 200) {
            throw new AssertionError("no access token in the response: " + answer);
        }
        return answer.json().getString("access_token");
    }

    /** Sends a token request as this client. */
    @SafeVarargs
    public final Answer token(Entry<String, String>... fields) {
        var all = new ArrayList<>(List.of(fields));
        all.add(Map.entry("client_id", clientId));
        if (secret != null) {
            all.add(Map.entry("client_secret", secret));
        }
        return gate.token(all.<Entry<String, String>>toArray(Entry[]::new));
    }

    @SafeVarargs
    public final Answer redeem(String code, Entry<String, String>... more) {
        return token(Stream.concat(
                        Stream.of(
                                Map.entry("grant_type", "authorization_code"),
                                Map.entry("code", code),
                                Map.entry("redirect_uri", Gate.REDIRECT_URI)),
                        Stream.of(more))
                .<Entry<String, String>>toArray(Entry[]::new));
    }

    @SafeVarargs
    public final Answer refresh(String refreshToken, Entry<String, String>... more) {
        return token(Stream.concat(
                        Stream.of(Map.entry("grant_type", "refresh_token"), Map.entry("refresh_token", refreshToken)),
                        Stream.of(more))
                .<Entry<String, String>>toArray(Entry[]::new));
    }

    /** Revokes a token of this client. */
    public void revoke(String token) {
        var answer = gate.form(
                Gate.REVOKE, Map.of("Authorization", Gate.basic(clientId, secret)), Map.entry("token", token));
        if (answer.status() != 200) {
            throw new AssertionError("the token was not revoked: " + answer);
        }
    }

    /** Returns the tokens of a new grant of both scopes. */
    public JsonObject tokens() {
        var answer = redeem(code());
        if (answer.status() != 200) {
            throw new AssertionError("no tokens in the response: " + answer);
        }
        return answer.json();
    }
}
