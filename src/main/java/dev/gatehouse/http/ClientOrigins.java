// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import org.jspecify.annotations.Nullable;

/** The web origins of the clients of a tenant. */
public interface ClientOrigins {
    /** Returns whether an active client of the current tenant has the origin. */
    boolean include(String origin);

    /** Returns the cached result of {@link #include}, or null if the result is not cached. */
    @Nullable Boolean includeIfCached(String tenant, String origin);
}
