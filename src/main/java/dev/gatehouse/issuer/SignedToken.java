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
 * A token that has the form of a JWT (RFC 7519 §7.2), parsed and not believed: what it says of itself finds the issuer whose
 * keys it has to be checked with. {@link Signatures} checks it.
 *
 * @param signature not verified yet
 * @param header as sent; jose4j's accessors take a member that is null for one that is absent
 */
record SignedToken(JsonWebSignature signature, Map<String, Object> header, ClaimSet claims, String issuer) {
    /** The one spelling of some bytes (RFC 4648 §3.5). The decoder of jose4j skips what does not belong. */
    private static final String BASE64URL =
            "(?:[A-Za-z0-9_-]{4})*+(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?";

    private static final Pattern FORM = Pattern.compile(BASE64URL + "\\." + BASE64URL + "\\." + BASE64URL);

    /** A signature over an encoded payload, whatever the header says: JWTs have no other (RFC 7797 §7). */
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

    /** Whether a token looks like a JWT, so that nobody but the issuer that it names is to see it. */
    static boolean looksLike(String token) {
        var dot = token.indexOf('.');
        return dot > 0
                && (token.startsWith("ey")
                        || ClaimSet.parse(Base64Url.decodeToUtf8String(token.substring(0, dot)))
                                .isPresent());
    }

    /** Parses a token; nothing if it is no JWT that names an issuer. */
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

    /** Whether it says something that must be understood (RFC 7515 §4.1.11); here nothing such is. */
    boolean isCritical() {
        return header.containsKey("crit") || header.containsKey("b64");
    }

    /** Its media type without what may be left out (RFC 7515 §4.1.9), in lower case; null if it has none. */
    @Nullable String type() {
        return switch (header.get("typ")) {
            case null -> null;
            case String type -> type.toLowerCase(Locale.ROOT).replaceFirst("^application/", "");
            default -> "";
        };
    }
}
