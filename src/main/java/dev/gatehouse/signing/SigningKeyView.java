package dev.gatehouse.signing;

import dev.gatehouse.tenant.SigningAlgorithm;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signing key as the admin API shows it.
 *
 * @param activeFrom since or from when it signs
 * @param supersededAt since when it signs no more; null: it does, or will
 * @param publishedUntil when it leaves the key set; null: not known yet, or kept by tokens that never expire
 */
@TemplateData
public record SigningKeyView(
        String kid,
        SigningAlgorithm algorithm,
        KeyLife.State state,
        Instant createdAt,
        Instant activeFrom,
        @Nullable Instant supersededAt,
        @Nullable Instant publishedUntil) {

    static SigningKeyView of(StoredSigningKey key, KeyLife.State state) {
        return new SigningKeyView(
                key.kid, key.algorithm, state, key.createdAt, key.activeFrom, key.supersededAt, key.retiredAt);
    }
}
