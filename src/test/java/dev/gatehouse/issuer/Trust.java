// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.AdminApi;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OtherIssuer;
import dev.gatehouse.testing.Upstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The service of one test, a scope that covers the service, and the trusted issuers of the test. */
final class Trust implements AutoCloseable {
    static final String ISSUERS = "/issuers";
    static final String THEIRS = "their.read";
    static final JsonObject NOT_ACCEPTED = new JsonObject()
            .put("error", "invalid_token")
            .put("error_description", "The access token is not accepted here.");
    static final JsonObject NOT_KNOWN =
            new JsonObject().put("error", "invalid_token").put("error_description", "The access token is unknown.");
    static final JsonObject UNAVAILABLE =
            new JsonObject().put("error_description", "The issuer of the access token can't be asked right now.");

    final Gate gate;
    final AdminApi admin;
    final Upstream upstream = Upstream.start();
    final String scope = AdminApi.unique();
    final String scopeId;
    final String api;

    Trust(Gate gate) {
        this.gate = gate;
        this.admin = AdminApi.of(gate);
        var name = AdminApi.unique();
        this.api = "/integration/restv2/development/fldemo/" + name;
        admin.created("/services", AdminApi.restResource("fldemo", name, "/**", upstream.address()));
        this.scopeId = admin.createScope(scope, api + "/**");
    }

    /** Returns a registration that maps {@link #THEIRS} to the scope of the test. */
    JsonObject signedBy(OtherIssuer issuer) {
        return new JsonObject()
                .put("issuer", issuer.url())
                .put("name", "Issuer " + AdminApi.unique())
                .put("validation", "JWT")
                .put("algorithms", new JsonArray().add("ES256"))
                .put("scopes", mapping(THEIRS, scope));
    }

    JsonObject askedAt(OtherIssuer issuer) {
        return new JsonObject()
                .put("issuer", issuer.url())
                .put("name", "Issuer " + AdminApi.unique())
                .put("validation", "INTROSPECTION")
                .put("audience", gate.issuer())
                .put("clientId", OtherIssuer.CLIENT)
                .put("clientSecret", OtherIssuer.SECRET)
                .put("scopes", mapping(THEIRS, scope));
    }

    static JsonArray mapping(String external, String scope) {
        return new JsonArray().add(new JsonObject().put("external", external).put("scope", scope));
    }

    String trust(JsonObject registration) {
        return admin.created(ISSUERS, registration).getString("id");
    }

    void change(String id, JsonObject registration) {
        var answer = admin.put(ISSUERS + "/" + id, registration);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    /** Returns the claims of a token that allows calls of the service. */
    JsonObject claims(OtherIssuer issuer) {
        return issuer.claims(gate.issuer(), THEIRS);
    }

    Answer call(String token) {
        return gate.get(api + "/things", token);
    }

    void assertPasses(String token) {
        assertThat(call(token)).extracting(Answer::status, Answer::body).isEqualTo(List.of(200, ""));
    }

    void assertRefused(String token, JsonObject body) {
        var answer = call(token);
        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
        assertThat(answer.json()).isEqualTo(body);
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"" + body.getString("error_description")
                        + "\", resource_metadata=\"" + gate.issuer() + "/.well-known/oauth-protected-resource" + api
                        + "\"");
    }

    void assertUnavailable(String token) {
        var answer = call(token);
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.json()).isEqualTo(UNAVAILABLE);
        assertThat(answer.header("retry-after")).isEqualTo("2");
        assertThat(answer.header("www-authenticate")).isNull();
    }

    JsonObject whyDenied(String token) {
        var answer = admin.post(
                "/why-denied",
                new JsonObject()
                        .put("method", "GET")
                        .put("url", api + "/things")
                        .put("token", token));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json();
    }

    /** Returns the step that fails for a token, or null if no step fails. */
    String failsAt(String token) {
        return whyDenied(token).getJsonArray("steps").stream()
                .map(JsonObject.class::cast)
                .filter(step -> step.getString("verdict").equals("FAILED"))
                .map(step -> step.getString("step"))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws Exception {
        upstream.close();
    }
}
