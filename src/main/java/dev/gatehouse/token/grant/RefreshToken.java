// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A refresh token: 128 random bits shared by all refresh tokens of a grant, and 256 random bits of its own. The shared
 * part identifies the grant of any rotated token, without a list of rotated tokens.
 */
final class RefreshToken {
    private static final int CHAIN_BYTES = 16;
    private static final int SECRET_BYTES = 32;

    private final byte[] chain;
    private final byte[] secret;

    private RefreshToken(byte[] chain, byte[] secret) {
        this.chain = chain;
        this.secret = secret;
    }

    static RefreshToken first(Secrets secrets) {
        return new RefreshToken(secrets.bytes(CHAIN_BYTES), secrets.bytes(SECRET_BYTES));
    }

    /** Returns another token of the same grant. */
    RefreshToken next(Secrets secrets) {
        return new RefreshToken(chain, secrets.bytes(SECRET_BYTES));
    }

    /** Parses a refresh token; empty if the text does not have the form of one. */
    static Optional<RefreshToken> parse(String sent) {
        if (!sent.startsWith(Secrets.REFRESH_TOKEN_PREFIX)) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(sent.substring(Secrets.REFRESH_TOKEN_PREFIX.length()));
            var token = bytes.length == CHAIN_BYTES + SECRET_BYTES
                    ? new RefreshToken(
                            Arrays.copyOf(bytes, CHAIN_BYTES), Arrays.copyOfRange(bytes, CHAIN_BYTES, bytes.length))
                    : null;
            return Optional.ofNullable(token).filter(parsed -> parsed.value().equals(sent));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Returns the raw token, for the client only. */
    String value() {
        return Secrets.REFRESH_TOKEN_PREFIX
                + Secrets.base64(ByteBuffer.allocate(CHAIN_BYTES + SECRET_BYTES)
                        .put(chain)
                        .put(secret)
                        .array());
    }

    Sha256 chainHash() {
        return Sha256.of(chain);
    }

    Sha256 hash() {
        return Sha256.of(value());
    }

    /** Returns the token's own random part, which encrypts the response that replaces the token. */
    byte[] secret() {
        return secret.clone();
    }

    /** Omits the token, so that it does not appear in logs. */
    @Override
    public String toString() {
        return "RefreshToken[…]";
    }
}
