package dev.gatehouse.gateway;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.platform.BaseUrl;
import dev.gatehouse.platform.OAuthErrorResponse;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.SameOrigin;
import dev.gatehouse.tenant.TenantSettings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * The rules that hold for whole groups of paths, whatever resource answers: OAuth endpoints and pages over HTTPS where the
 * tenant requires it, and forms from our own pages only.
 */
public class RequestRules {
    private static final List<String> PAGES = List.of(Paths.APPROVAL, Paths.SIGN_IN, Paths.SIGN_OUT);

    private final TenantSettings settings;
    private final BaseUrl baseUrl;
    private final AuditLog audit;

    RequestRules(TenantSettings settings, BaseUrl baseUrl, AuditLog audit) {
        this.settings = settings;
        this.baseUrl = baseUrl;
        this.audit = audit;
    }

    @ServerRequestFilter
    public Optional<Response> check(HttpServerRequest request) {
        var path = request.path();
        var page = PAGES.contains(path);
        if ((page || path.startsWith(Paths.OAUTH + "/"))
                && !"https".equals(request.scheme())
                && settings.current().requireHttps()) {
            return refuse(
                    AuditAction.PLAIN_HTTP_REFUSED,
                    Response.Status.BAD_REQUEST,
                    "HTTPS is required; plain HTTP is not answered here",
                    request);
        }
        if (page && !SameOrigin.allows(request, baseUrl.of(request))) {
            return refuse(
                    AuditAction.CROSS_ORIGIN_REFUSED,
                    Response.Status.FORBIDDEN,
                    "this form was sent by another site",
                    request);
        }
        return Optional.empty();
    }

    private Optional<Response> refuse(
            AuditAction action, Response.Status status, @Nullable String why, HttpServerRequest request) {
        audit.note(AuditEvent.denied(action).target(request.method().name() + " " + request.path()));
        return Optional.of(Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .entity(new OAuthErrorResponse(OAuthError.INVALID_REQUEST.code(), why))
                .build());
    }
}
