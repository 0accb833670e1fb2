// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.http.BackChannel;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Rejects plain HTTP on the back channel, as {@link HttpsRule} decides. */
@Provider
@BackChannel
public class BackChannelFilter implements ContainerRequestFilter {
    private final HttpsRule https;
    private final HttpServerRequest request;

    BackChannelFilter(HttpsRule https, @Context HttpServerRequest request) {
        this.https = https;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (!https.allows(request)) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, TokenErrors.plainHttp());
        }
    }
}
