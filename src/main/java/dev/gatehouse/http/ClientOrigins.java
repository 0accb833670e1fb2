package dev.gatehouse.http;

import org.jspecify.annotations.Nullable;

/** Asks which web origins the clients of a tenant have. */
public interface ClientOrigins {
    /** Whether an active client of the current tenant has this origin. */
    boolean include(String origin);

    /** The same from memory alone: null when it has to be read. */
    @Nullable Boolean includeIfCached(String tenant, String origin);
}
