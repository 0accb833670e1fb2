package dev.gatehouse.authorize;

import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.platform.FrontChannel;
import dev.gatehouse.token.HttpsRule;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/** Keeps plain HTTP away from the pages that people sign in and decide on. */
@Provider
@FrontChannel
public class FrontChannelFilter implements ContainerRequestFilter {
    private final HttpsRule https;
    private final HttpServerRequest request;

    FrontChannelFilter(HttpsRule https, @Context HttpServerRequest request) {
        this.https = https;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (!https.allows(request)) {
            context.abortWith(Pages.refusal(
                    Status.BAD_REQUEST,
                    "This address is not secure",
                    "Open it with https:// instead of http://, so that nobody on the way can read your password.",
                    OAuthError.INVALID_REQUEST));
        }
    }
}
