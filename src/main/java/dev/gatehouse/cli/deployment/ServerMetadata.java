// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.platform.AbsoluteUrl;
import java.net.URI;
import java.net.http.HttpRequest;

/** The metadata of a deployment's authorization server (RFC 8414): its issuer and the endpoints of a sign-in. */
public record ServerMetadata(String issuer, URI authorizationEndpoint, URI tokenEndpoint, URI revocationEndpoint) {
    private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";

    /**
     * Reads the metadata. The issuer must be the address that the user typed (RFC 8414 §3.3).
     *
     * @throws Failure if there is no Gatehouse at the address, or if it has another address
     */
    public static ServerMetadata read(HttpCalls http, DeploymentUrl deployment) {
        var answer =
                http.send(HttpRequest.newBuilder(deployment.resolve(WELL_KNOWN)).header("Accept", "application/json"));
        if (answer.status() == 502 || answer.status() == 503 || answer.status() == 504) {
            throw Failure.unreachable(deployment + " is not available: status " + answer.status() + ".");
        }
        var issuer = answer.text("issuer");
        if (answer.status() != 200 || issuer.isEmpty()) {
            throw Failure.refused("There is no Gatehouse at " + deployment + ".");
        }
        if (!issuer.equals(deployment.origin())) {
            throw Failure.refused("The Gatehouse at " + deployment + " has the address " + issuer
                    + ". Use that address, or correct gatehouse.base-url.");
        }
        return new ServerMetadata(
                issuer,
                endpoint(answer, "authorization_endpoint"),
                endpoint(answer, "token_endpoint"),
                endpoint(answer, "revocation_endpoint"));
    }

    private static URI endpoint(Answer answer, String field) {
        return AbsoluteUrl.parse(answer.text(field))
                .filter(AbsoluteUrl::isHttpsOrLoopback)
                .map(AbsoluteUrl::uri)
                .orElseThrow(() -> Failure.refused("The metadata of the server has no valid " + field + "."));
    }
}
