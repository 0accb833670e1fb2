// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.vertx.ext.web.RoutingContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Ends a request for a host that no tenant answers, before any resource and any other filter runs. */
public class HostRefusalFilter {
    private static final int BEFORE_ALL_FILTERS = 0;

    /** Throws an exception for a refused host. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = BEFORE_ALL_FILTERS)
    public void check(RoutingContext routing) {
        HostRefusal.of(routing).ifPresent(reason -> {
            throw new HostRefusedException(reason);
        });
    }
}
