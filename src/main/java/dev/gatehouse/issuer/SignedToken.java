// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * An unverified token in the form of a JWT (RFC 7519 §7.2). Its claims are used only to find the issuer whose keys
 * verify the token. {@link Signatures} verifies it.
 *
 * @param signature not verified yet
 * @param header the header as sent; jose4j's accessors treat a null member as absent
 */
record SignedToken(JsonWebSignature signature, Map<String, Object> header, ClaimSet claims, String issuer) {
    /** The only valid encoding of given bytes (RFC 4648 §3.5). The decoder of jose4j skips invalid characters. */
    private static final String BASE64URL =
            "(?:[A-Za-z0-9_-]{4})*+(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?";

    private static final Pattern FORM = Pattern.compile(BASE64URL + "\\." + BASE64URL + "\\." + BASE64URL);

    /**
     * A signature over the encoded payload, whatever the header says: a JWT must not use an unencoded payload
     * (RFC 7797 §7).
     */
    private static final class OverEncodedPayload extends JsonWebSignature {
        @Override
        protected boolean isRfc7797UnencodedPayload() {
            return false;
        }

        @Override
        protected boolean isSupportedCriticalHeader(String name) {
            return false;
        }
    }

    /** Returns whether a token looks like a JWT. Only the issuer that a JWT names may see the token. */
    static boolean looksLike(String token) {
        var dot = token.indexOf('.');
        return dot > 0
                && (token.startsWith("ey")
                        || ClaimSet.parse(Base64Url.decodeToUtf8String(token.substring(0, dot)))
                                .isPresent());
    }

    /** Parses a token. Returns empty if the token is not a JWT that names an issuer. */
    static Optional<SignedToken> read(String token) {
        if (!FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        var signature = new OverEncodedPayload();
        try {
            signature.setCompactSerialization(token);
            var header = JsonUtil.parseJson(signature.getHeaders().getFullHeaderAsJsonString());
            return ClaimSet.parse(signature.getUnverifiedPayload())
                    .flatMap(claims -> Optional.ofNullable(claims.text("iss"))
                            .map(issuer -> new SignedToken(signature, header, claims, issuer)));
        } catch (JoseException noJws) {
            return Optional.empty();
        }
    }

    Optional<JwsAlgorithm> algorithm() {
        return JwsAlgorithm.named(header.get("alg") instanceof String name ? name : null);
    }

    @Nullable String kid() {
        return header.get("kid") instanceof String name ? name : null;
    }

    /** Returns whether the header has critical extensions (RFC 7515 §4.1.11). Gatehouse supports none. */
    boolean isCritical() {
        return header.containsKey("crit") || header.containsKey("b64");
    }

    /**
     * Returns the media type in lower case, without an optional {@code application/} (RFC 7515 §4.1.9), or null if
     * there is none.
     */
    @Nullable String type() {
        return switch (header.get("typ")) {
            case null -> null;
            case String type -> type.toLowerCase(Locale.ROOT).replaceFirst("^application/", "");
            default -> "";
        };
    }
}
