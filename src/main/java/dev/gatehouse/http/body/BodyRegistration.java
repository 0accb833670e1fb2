// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import dev.gatehouse.platform.GatehouseConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.vertx.VertxInputStream;

/**
 * Registers the body of each request before routing. {@link RequestBodies} reads the body, and {@link UnreadBody}
 * handles a body that is unread when the response is sent.
 */
@ApplicationScoped
class BodyRegistration {
    private static final int PRIORITY = 100;

    private final BodyMemory memory;
    private final BodyFiles files;
    private final Duration time;
    private final DocumentLimit documents;
    private final long archives;
    private final MeterRegistry registry;

    BodyRegistration(
            BodyMemory memory,
            BodyFiles files,
            GatehouseConfig config,
            DocumentLimit documents,
            MeterRegistry registry) {
        this.memory = memory;
        this.files = files;
        this.archives = config.operator().maxArchive().asLongValue();
        this.documents = documents;
        this.time = config.bodyTimeout();
        this.registry = registry;
    }

    void register(@Observes Filters filters) {
        filters.register(this::note, PRIORITY);
    }

    private void note(RoutingContext routing) {
        var limit = BodyLimit.at(routing.normalizedPath(), documents.bytes(), archives);
        // The limit of Quarkus is never reached, because Gatehouse reads bodies before Quarkus does.
        routing.put(
                VertxInputStream.MAX_REQUEST_SIZE_KEY,
                limit.orElse(BodyLimit.OPEN).bytes());
        if (limit.isPresent() && IncomingBody.isAnnounced(routing.request())) {
            IncomingBody.arrived(routing, limit.get(), memory, files, time);
            UnreadBody.watch(routing);
        }
        routing.next();
    }

    /** Counts a rejected body. */
    BodyRejectedException counted(BodyRejectedException refusal) {
        registry.counter("gatehouse.bodies.refused", "reason", refusal.reason().tag())
                .increment();
        return refusal;
    }
}
