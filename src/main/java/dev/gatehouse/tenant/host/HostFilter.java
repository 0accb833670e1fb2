// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.host;

import dev.gatehouse.http.HostRefusal;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.ServedTenant;
import dev.gatehouse.problem.BusyException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Sets the tenant of a request, before any other filter that reads tenants. A request for a host that no tenant has
 * gets no tenant and is refused by {@link HostRefusal}. The host is the verified host of the request: that of a trusted
 * proxy, or that of the request itself.
 */
@ApplicationScoped
class HostFilter {
    /** After the checks of the connection and of the request target. */
    private static final int PRIORITY = 9_900;

    /** The metric of refused requests, by reason and not by host: callers choose the host. */
    private static final String METRIC = "gatehouse.hosts.refused";

    private final TenantHosts hosts;
    private final CurrentTenant tenant;
    private final MeterRegistry metrics;

    HostFilter(TenantHosts hosts, CurrentTenant tenant, MeterRegistry metrics) {
        this.hosts = hosts;
        this.tenant = tenant;
        this.metrics = metrics;
    }

    void register(@Observes Filters filters) {
        filters.register(hosts.areSeveral() ? this::resolve : this::serveDefault, PRIORITY);
    }

    private void serveDefault(RoutingContext routing) {
        tenant.serve(ServedTenant.DEFAULT);
        routing.next();
    }

    private void resolve(RoutingContext routing) {
        var authority = routing.request().authority();
        var host = HostName.of(authority == null ? null : authority.toString()).orElse(null);
        if (host == null) {
            apply(new HostOwner.Nobody(), routing);
            return;
        }
        var known = hosts.ifCached(host);
        if (known != null) {
            apply(known, routing);
        } else {
            load(host, routing);
        }
    }

    /** Loads the owner on a worker thread; the body is paused meanwhile. */
    private void load(String host, RoutingContext routing) {
        routing.request().pause();
        routing.vertx()
                .executeBlocking(() -> hosts.owner(host), false)
                .onSuccess(owner -> {
                    routing.request().resume();
                    apply(owner, routing);
                })
                .onFailure(failure -> routing.response()
                        .setStatusCode(503)
                        .putHeader("Retry-After", BusyException.RETRY_SECONDS)
                        .putHeader("Cache-Control", "no-store")
                        .end());
    }

    private void apply(HostOwner owner, RoutingContext routing) {
        switch (owner) {
            case HostOwner.Served served -> tenant.serve(served.tenant());
            case HostOwner.Suspended _ -> refuse(HostRefusal.SUSPENDED, routing);
            case HostOwner.Nobody _ -> refuse(HostRefusal.UNKNOWN, routing);
        }
        routing.next();
    }

    private void refuse(HostRefusal reason, RoutingContext routing) {
        reason.announce(routing);
        metrics.counter(METRIC, "reason", reason.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
