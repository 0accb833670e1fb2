package dev.gatehouse.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be called through the gateway, as those who call it may know it: not where it is forwarded to. */
@ApplicationScoped
public class CallableServices {
    private final ExposedServices services;

    /**
     * One exposed service.
     *
     * @param name the flow service's or the REST API's name
     */
    public record CallableService(
            UUID id,
            ServiceKind kind,
            String name,
            @Nullable String description) {}

    CallableServices(ExposedServices services) {
        this.services = services;
    }

    /** All of the current tenant, in no order. */
    @Transactional
    public List<CallableService> all() {
        return services.listAll().stream()
                .map(service -> new CallableService(service.id, service.kind, service.name, service.description))
                .toList();
    }
}
