// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import java.time.Instant;
import java.util.Optional;

/**
 * The lifetimes of the current tenant's access tokens, without revoked and replaced tokens. Implemented by the package
 * that stores tokens.
 */
public interface TokenLifetimes {

    /** Returns whether a token that was issued in a period never expires. */
    boolean anyNeverExpires(Instant from, Instant to);

    /** Returns when the last token that was issued in a period expires; empty if no token of the period expires. */
    Optional<Instant> lastExpiry(Instant from, Instant to);
}
