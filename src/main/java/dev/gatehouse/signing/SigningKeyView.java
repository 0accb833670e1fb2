// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.tenant.SigningAlgorithm;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as the admin API returns it.
 *
 * @param activeFrom from when the key signs
 * @param supersededAt when the key stopped signing; null if it signs or will sign
 * @param publishedUntil when the key is removed from the JWK set; null: not known yet, or needed by tokens that never
 *     expire
 */
@TemplateData
public record SigningKeyView(
        String kid,
        SigningAlgorithm algorithm,
        SigningKeyLifecycle.State state,
        Instant createdAt,
        Instant activeFrom,
        @Nullable Instant supersededAt,
        @Nullable Instant publishedUntil) {

    static SigningKeyView of(StoredSigningKey key, SigningKeyLifecycle.State state) {
        return new SigningKeyView(
                key.kid, key.algorithm, state, key.createdAt, key.activeFrom, key.supersededAt, key.retiredAt);
    }
}
