// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Messages;
import dev.gatehouse.token.HttpsRule;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Rejects plain HTTP, and requests for unknown hosts, on front-channel pages. Runs before other filters that need the
 * base URL.
 */
@Provider
@FrontChannel
@Priority(Priorities.AUTHENTICATION)
public class FrontChannelFilter implements ContainerRequestFilter {
    private final HttpsRule https;
    private final BaseUrl baseUrl;
    private final Language language;
    private final HttpServerRequest request;

    FrontChannelFilter(HttpsRule https, BaseUrl baseUrl, Language language, @Context HttpServerRequest request) {
        this.https = https;
        this.baseUrl = baseUrl;
        this.language = language;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (!https.allows(request)) {
            var texts = language.texts(Messages.class);
            context.abortWith(Pages.notSecure(texts));
            return;
        }
        baseUrl.of(request);
    }
}
