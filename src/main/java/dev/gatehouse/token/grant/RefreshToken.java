package dev.gatehouse.token.grant;

import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A refresh token as a client holds it: 128 random bits that all tokens of one grant share, and 256 that each has of its
 * own. Whoever shows the first part has seen a token of this grant, so an old one is recognised however often the grant
 * was refreshed since, without a list of old ones.
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

    /** Another token of the same grant. */
    RefreshToken next(Secrets secrets) {
        return new RefreshToken(chain, secrets.bytes(SECRET_BYTES));
    }

    /** The token that was sent, if it has the form of one. */
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

    /** The raw token: for the client alone. */
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

    /** Its own secret part, which what replaces it is sealed with. */
    byte[] secret() {
        return secret.clone();
    }

    /** Never the token itself, so that no log line can hold it. */
    @Override
    public String toString() {
        return "RefreshToken[…]";
    }
}
