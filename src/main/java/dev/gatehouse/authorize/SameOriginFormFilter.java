// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Messages;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.SameOrigin;
import dev.gatehouse.oauth.OAuthError;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/** Accepts forms from Gatehouse's own pages only, against cross-site request forgery. */
@Provider
@OwnForms
public class SameOriginFormFilter implements ContainerRequestFilter {
    private final BaseUrl baseUrl;
    private final AuditLog audit;
    private final Language language;
    private final HttpServerRequest request;

    SameOriginFormFilter(BaseUrl baseUrl, AuditLog audit, Language language, @Context HttpServerRequest request) {
        this.baseUrl = baseUrl;
        this.audit = audit;
        this.language = language;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (SameOrigin.allows(request, baseUrl.of(request))) {
            return;
        }
        audit.note(AuditEvent.denied(AuditAction.CROSS_ORIGIN_REFUSED)
                .target(request.method().name() + " " + request.path()));
        var texts = language.texts(Messages.class);
        context.abortWith(Pages.refusal(
                Status.FORBIDDEN,
                texts.fromAnotherSite(),
                texts.fromAnotherSiteExplanation(),
                OAuthError.ACCESS_DENIED));
    }
}
