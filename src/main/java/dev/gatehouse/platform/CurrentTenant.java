package dev.gatehouse.platform;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The tenant that the running work belongs to. One tenant is served: {@value #SINGLE}.
 */
@ApplicationScoped
public class CurrentTenant {
    /** The tenant that every host stands for while only one is served. */
    public static final String SINGLE = "default";

    private static final ScopedValue<String> BOUND = ScopedValue.newInstance();

    public String id() {
        return BOUND.orElse(SINGLE);
    }

    /** Does work that no request began, such as a schedule's or a listener's, for a tenant. */
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
