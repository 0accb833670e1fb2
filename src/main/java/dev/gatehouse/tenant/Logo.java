// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.platform.Sha256;
import dev.gatehouse.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The image on a tenant's permissions page: PNG, JPEG or WebP, formats without scripts, at most 256 KiB. */
final class Logo {
    static final int MAX_BYTES = 256 * 1024;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WEBP = "WEBP".getBytes(StandardCharsets.US_ASCII);

    private final String type;
    private final byte[] content;

    /** Creates a logo from stored content that {@link #of} has accepted. */
    Logo(String type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    /**
     * Returns the logo of an uploaded image.
     *
     * @throws ProblemException if the image is too large or has another format
     */
    static Logo of(byte @Nullable [] content) {
        if (content == null || content.length == 0 || content.length > MAX_BYTES) {
            throw ProblemException.invalidOutsideBody("logo", TenantErrors.logoSize(MAX_BYTES));
        }
        return typeOf(content)
                .map(type -> new Logo(type, content))
                .orElseThrow(() -> ProblemException.invalidOutsideBody("logo", TenantErrors.logoType()));
    }

    /** Returns the media type, determined from the first bytes. */
    String type() {
        return type;
    }

    byte[] content() {
        return content;
    }

    /** Returns an entity tag that depends on the content (RFC 9110 §8.8.3). */
    String entityTag() {
        return Long.toHexString(Sha256.of(content).a());
    }

    private static Optional<String> typeOf(byte[] content) {
        if (startsWith(content, 0, PNG)) {
            return Optional.of("image/png");
        }
        if (startsWith(content, 0, JPEG)) {
            return Optional.of("image/jpeg");
        }
        return startsWith(content, 0, RIFF) && startsWith(content, 8, WEBP)
                ? Optional.of("image/webp")
                : Optional.empty();
    }

    private static boolean startsWith(byte[] content, int at, byte[] expected) {
        return content.length >= at + expected.length
                && Arrays.equals(content, at, at + expected.length, expected, 0, expected.length);
    }
}
