// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An access token of a trusted issuer, found to be good.
 *
 * @param client the issuer's name for the client; nobody of ours, whatever it looks like
 * @param subject the issuer's name for whom the client acts for; null: it does not say
 * @param scopes the issuer's
 * @param expiresAt null: it does not say
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
