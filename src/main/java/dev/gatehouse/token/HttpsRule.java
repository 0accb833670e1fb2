// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.http.PlainHttp;
import dev.gatehouse.http.Transport;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.tenant.TenantSettings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The rule that OAuth requests use HTTPS. Plain HTTP is allowed on loopback, and everywhere if the deployment or the
 * tenant does not require HTTPS. Denied requests are audited.
 */
@ApplicationScoped
public class HttpsRule {
    private final boolean required;
    private final PlainHttp plainHttp;
    private final TenantSettings settings;
    private final AuditLog audit;

    HttpsRule(GatehouseConfig config, PlainHttp plainHttp, TenantSettings settings, AuditLog audit) {
        this.required = config.requireHttps();
        this.plainHttp = plainHttp;
        this.settings = settings;
        this.audit = audit;
    }

    public boolean allows(HttpServerRequest request) {
        if (Transport.isHttps(request)
                || plainHttp.isLoopback(request)
                || !required
                || !settings.current().requireHttps()) {
            return true;
        }
        audit.note(AuditEvent.denied(AuditAction.PLAIN_HTTP_REFUSED)
                .target(request.method().name() + " " + request.path()));
        return false;
    }
}
