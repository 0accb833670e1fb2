package dev.gatehouse.token;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.tenant.TenantSettings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Whether a request came over HTTPS, where the tenant requires it; one that did not is audited. */
@ApplicationScoped
public class HttpsRule {
    public static final String REFUSAL = "HTTPS is required; plain HTTP is not answered here";

    private final TenantSettings settings;
    private final AuditLog audit;

    HttpsRule(TenantSettings settings, AuditLog audit) {
        this.settings = settings;
        this.audit = audit;
    }

    public boolean allows(HttpServerRequest request) {
        if ("https".equals(request.scheme()) || !settings.current().requireHttps()) {
            return true;
        }
        audit.note(AuditEvent.denied(AuditAction.PLAIN_HTTP_REFUSED)
                .target(request.method().name() + " " + request.path()));
        return false;
    }
}
