// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.OwnScripts;
import dev.gatehouse.http.SameOrigin;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.token.HttpsRule;
import dev.gatehouse.token.TokenErrors;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * Accepts script calls from Gatehouse's own pages only, against cross-site request forgery, and over HTTPS where it is
 * required.
 */
@Provider
@OwnScripts
public class SameOriginScriptFilter implements ContainerRequestFilter {
    private final HttpsRule https;
    private final BaseUrl baseUrl;
    private final AuditLog audit;
    private final HttpServerRequest request;

    SameOriginScriptFilter(HttpsRule https, BaseUrl baseUrl, AuditLog audit, @Context HttpServerRequest request) {
        this.https = https;
        this.baseUrl = baseUrl;
        this.audit = audit;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (!https.allows(request)) {
            throw ProblemException.refused(400, TokenErrors.plainHttp());
        }
        if (!SameOrigin.allows(request, baseUrl.of(request))) {
            audit.note(AuditEvent.denied(AuditAction.CROSS_ORIGIN_REFUSED)
                    .target(request.method().name() + " " + request.path()));
            throw ProblemException.refused(403, AuthorizeErrors.crossSite());
        }
    }
}
