// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;

/** The tenant of the current work. Gatehouse serves one tenant, {@value #SINGLE}. */
@ApplicationScoped
public class CurrentTenant {
    /** The tenant of every host while Gatehouse serves a single tenant. */
    public static final String SINGLE = "default";

    private static final ScopedValue<String> BOUND = ScopedValue.newInstance();

    public String id() {
        return BOUND.orElse(SINGLE);
    }

    /** Runs work for a tenant outside a request, for example the work of a schedule or a listener. */
    public <T, X extends Throwable> T call(String tenant, ScopedValue.CallableOp<T, X> work) throws X {
        var request = Arc.container().requestContext();
        if (request.isActive()) {
            return ScopedValue.where(BOUND, tenant).call(work);
        }
        request.activate();
        try {
            return ScopedValue.where(BOUND, tenant).call(work);
        } finally {
            request.terminate();
        }
    }
}
