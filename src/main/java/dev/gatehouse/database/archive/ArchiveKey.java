// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Secrets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The secret with which the operator encrypts an archive: 32 random bytes, in Base64 in requests. */
public final class ArchiveKey {
    private static final int BYTES = 32;

    private final byte[] secret;

    private ArchiveKey(byte[] secret) {
        this.secret = secret;
    }

    /** Returns the key, or empty if the text is not 32 bytes of Base64 or Base64url. */
    public static Optional<ArchiveKey> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            var secret =
                    Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
            return secret.length == BYTES ? Optional.of(new ArchiveKey(secret)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Returns the encryption of one archive. Every archive has another salt and so another key. */
    SealedBox box(byte[] salt) {
        return new SealedBox(secret, "gatehouse tenant archive " + Secrets.base64(salt));
    }

    @Override
    public String toString() {
        return "ArchiveKey";
    }
}
