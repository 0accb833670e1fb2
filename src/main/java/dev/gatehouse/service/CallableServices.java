package dev.gatehouse.service;

import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.scope.UrlPattern;
import io.quarkus.panache.common.Sort;
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
     * @param resource what of the REST API it is; empty for a flow service
     */
    public record CallableService(
            UUID id,
            ServiceKind kind,
            String name,
            String resource,
            UrlPattern pattern,
            HttpMethods methods,
            @Nullable String description) {}

    CallableServices(ExposedServices services) {
        this.services = services;
    }

    /** All of the current tenant, by path. */
    @Transactional
    public List<CallableService> all() {
        return services.listAll(Sort.by("path")).stream()
                .map(service -> new CallableService(
                        service.id,
                        service.kind,
                        service.name,
                        service.resource,
                        UrlPattern.stored(service.path),
                        service.httpMethods(),
                        service.description))
                .toList();
    }
}
