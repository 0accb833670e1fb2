// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A valid access token of a trusted issuer.
 *
 * @param client the issuer's name for the client; never the name of a client of Gatehouse, even if the texts are equal
 * @param subject the issuer's name for the user; null if the token names no user
 * @param scopes the scopes that the issuer granted
 * @param expiresAt null if the issuer gives no time
 */
public record ExternalToken(
        String client,
        @Nullable String subject,
        Set<String> scopes,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt) {
    public ExternalToken {
        scopes = Set.copyOf(scopes);
    }
}
