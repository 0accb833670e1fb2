// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.client.ClientAuthenticator;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.token.TokenErrors;
import dev.gatehouse.token.grant.BackChannelRequest.Bodies;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The revocation endpoint (RFC 7009). Either token of a pair revokes both; an unknown token counts as revoked. The body
 * may also be JSON, as in webMethods Integration Server. {@code token_type_hint} may have any value, because both token
 * types are looked up. The response is empty but has the type JSON, because some clients read JSON responses only.
 */
@Path(Paths.REVOKE)
@BackChannel
public class RevocationResource {
    private final ClientAuthenticator authenticator;
    private final TokenRevocation revocation;
    private final BackChannelRequest request;

    RevocationResource(ClientAuthenticator authenticator, TokenRevocation revocation, BackChannelRequest request) {
        this.authenticator = authenticator;
        this.revocation = revocation;
        this.request = request;
    }

    @POST
    public RestResponse<Void> revoke(
            byte @Nullable [] body, @Context HttpHeaders headers, @Context RoutingContext routing) {
        var parameters = request.parameters(body, headers, routing, Bodies.JSON, Bodies.MULTIPART);
        var client = authenticator.authenticate(BackChannelRequest.authorization(headers), parameters);
        revoke(parameters.require("token"), client);
        return RestResponse.ResponseBuilder.<Void>ok()
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private void revoke(String token, RegisteredClient client) {
        if (!revocation.revoke(token, client)) {
            throw new OAuthException(OAuthError.UNAUTHORIZED_CLIENT, TokenErrors.otherClient());
        }
    }
}
