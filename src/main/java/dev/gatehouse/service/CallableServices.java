// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The services that can be called through the gateway, without details for administrators such as the upstream. */
@ApplicationScoped
public class CallableServices {
    private final ExposedServices services;

    /**
     * An exposed service.
     *
     * @param name the name of the flow service or REST API
     */
    public record CallableService(
            UUID id,
            ServiceKind kind,
            String name,
            @Nullable String description) {}

    CallableServices(ExposedServices services) {
        this.services = services;
    }

    /** Returns all services of the current tenant, in no order. */
    @Transactional
    public List<CallableService> all() {
        return services.listAll().stream()
                .map(service -> new CallableService(service.id, service.kind, service.name, service.description))
                .toList();
    }
}
