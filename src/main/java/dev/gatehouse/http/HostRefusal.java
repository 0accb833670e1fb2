// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The reasons to refuse every request for a host. A refused request has no tenant. */
public enum HostRefusal {
    /** No tenant has the host. */
    UNKNOWN(404),
    /** The tenant of the host is suspended. */
    SUSPENDED(403);

    private static final String KEY = HostRefusal.class.getName();

    private final int status;

    HostRefusal(int status) {
        this.status = status;
    }

    /** Returns the HTTP status of the response. */
    public int status() {
        return status;
    }

    /** Refuses the request, whatever its path. */
    public void announce(RoutingContext routing) {
        routing.put(KEY, this);
    }

    /** Returns the reason why the request is refused; empty if the host has a tenant. */
    public static Optional<HostRefusal> of(RoutingContext routing) {
        return Optional.ofNullable(routing.get(KEY));
    }
}
