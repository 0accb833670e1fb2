// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import io.quarkus.arc.Arc;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tenant of the current work. A request has the tenant of its host, from the first filter on. All other work names
 * its tenant with {@link #call}. Work without a tenant fails, so that no tenant is chosen by mistake.
 */
@ApplicationScoped
public class CurrentTenant {
    /** The tenant that exists from the first start on, and the only one unless a deployment has an operator. */
    public static final String DEFAULT = "default";

    /** The tenant of the people who run a deployment with several tenants. */
    public static final String OPERATOR = "operator";

    private static final ScopedValue<String> NAMED = ScopedValue.newInstance();
    private static final String SERVED = ServedTenant.class.getName();

    /**
     * Returns the ID of the tenant.
     *
     * @throws IllegalStateException if the current work has no tenant
     */
    public String id() {
        if (NAMED.isBound()) {
            return NAMED.get();
        }
        var served = served();
        if (served == null) {
            throw new IllegalStateException("This work belongs to no tenant");
        }
        return served.id();
    }

    /** Returns the base URL of the tenant of the current request; empty if the tenant has none of its own. */
    public Optional<String> baseUrl() {
        return Optional.ofNullable(served()).map(ServedTenant::baseUrl);
    }

    /** Returns whether the current work has a tenant. */
    public boolean isKnown() {
        return NAMED.isBound() || served() != null;
    }

    /** Returns whether the current work belongs to a request, even if the work is for another tenant. */
    public boolean isOfRequest() {
        return served() != null;
    }

    /** Sets the tenant of the current request, on the event loop of the request. */
    public void serve(ServedTenant tenant) {
        var context = ofRequest();
        if (context == null) {
            throw new IllegalStateException("Only a request is served");
        }
        context.putLocal(SERVED, tenant);
    }

    /** Runs work for a tenant outside a request, for example the work of a schedule or a listener. */
    public <T, X extends Throwable> T call(String tenant, ScopedValue.CallableOp<T, X> work) throws X {
        var request = Arc.container().requestContext();
        if (request.isActive()) {
            return ScopedValue.where(NAMED, tenant).call(work);
        }
        request.activate();
        try {
            return ScopedValue.where(NAMED, tenant).call(work);
        } finally {
            request.terminate();
        }
    }

    private static @Nullable ServedTenant served() {
        var context = ofRequest();
        return context == null ? null : context.getLocal(SERVED);
    }

    /** Returns the context of the current request. Other contexts live longer than one request and share their values. */
    private static @Nullable Context ofRequest() {
        return Vertx.currentContext() instanceof ContextInternal context && context.isDuplicate() ? context : null;
    }
}
