// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A SHA-256 digest as a value. The database stores the digest in place of a token, code, secret or session identifier.
 * These values have 256 bits of randomness, so a digest needs neither salt nor stretching.
 */
public record Sha256(long a, long b, long c, long d) {
    static final int BYTES = 32;

    public static Sha256 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Sha256 of(byte[] content) {
        return fromBytes(digest().digest(content));
    }

    /**
     * Returns the digest with the given bytes.
     *
     * @throws IllegalArgumentException unless there are 32 bytes
     */
    public static Sha256 fromBytes(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + digest.length);
        }
        var buffer = ByteBuffer.wrap(digest);
        return new Sha256(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    /** Compares two digests in constant time. */
    public boolean sameAs(Sha256 other) {
        return ((a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)) == 0;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
