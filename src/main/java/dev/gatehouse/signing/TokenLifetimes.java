package dev.gatehouse.signing;

import java.time.Instant;
import java.util.Optional;

/**
 * How long the current tenant's access tokens are valid; implemented by the room that stores them. Revoked and replaced
 * ones do not count.
 */
public interface TokenLifetimes {

    /** Whether a token that was issued from one moment to the other never expires. */
    boolean anyNeverExpires(Instant from, Instant to);

    /** When the last token that was issued from one moment to the other expires; empty: there is none that does. */
    Optional<Instant> lastExpiry(Instant from, Instant to);
}
