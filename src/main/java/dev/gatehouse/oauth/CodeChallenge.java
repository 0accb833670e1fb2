// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An {@code S256} code challenge: the unpadded Base64url form of the SHA-256 of a code verifier (RFC 7636 §4.2). The
 * method {@code plain} is not supported (RFC 9700 §2.1.1).
 */
public record CodeChallenge(String value) {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    public CodeChallenge {
        if (!CHALLENGE.matcher(value).matches()) {
            throw new OAuthException(
                    OAuthError.INVALID_REQUEST, "code_challenge must be 43 characters of Base64url without padding.");
        }
    }

    /**
     * Parses the two PKCE parameters of an authorization request; returns null if neither was sent.
     *
     * @throws OAuthException {@code invalid_request} (RFC 7636 §4.4.1) for a method other than {@code S256}, a method
     *     without a challenge, a challenge without a method (which would mean {@code plain}), or a malformed challenge
     */
    public static @Nullable CodeChallenge parse(@Nullable String challenge, @Nullable String method) {
        if (challenge == null && method == null) {
            return null;
        }
        if (challenge == null) {
            throw new OAuthException(
                    OAuthError.INVALID_REQUEST, "code_challenge_method was sent without code_challenge.");
        }
        if (method == null) {
            throw new OAuthException(
                    OAuthError.INVALID_REQUEST, "code_challenge_method is missing. Only S256 is supported.");
        }
        if (!method.equals("S256")) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, "code_challenge_method must be S256.");
        }
        return new CodeChallenge(challenge);
    }

    /** Returns whether a string is a well-formed code verifier (RFC 7636 §4.1). */
    public static boolean isVerifier(String verifier) {
        return VERIFIER.matcher(verifier).matches();
    }

    /** Returns whether the challenge belongs to the code verifier (RFC 7636 §4.6), in constant time. */
    public boolean matches(String verifier) {
        if (!isVerifier(verifier)) {
            return false;
        }
        var digest = sha256(verifier.getBytes(StandardCharsets.US_ASCII));
        var expected = Base64.getUrlEncoder().withoutPadding().encode(digest);
        return MessageDigest.isEqual(expected, value.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
