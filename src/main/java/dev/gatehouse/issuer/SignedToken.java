package dev.gatehouse.issuer;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token that has the form of a JWT (RFC 7519 §7.2), taken apart and not believed: what it says of itself finds the issuer
 * whose keys it has to be checked with, and nothing more.
 */
record SignedToken(String compact, Map<String, Object> header, String issuer) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    /** Whether a token looks like a JWT, so that nobody but the issuer that it names is to see it. */
    static boolean looksLike(String token) {
        var dot = token.indexOf('.');
        return dot > 0
                && (token.startsWith("ey") || part(token.substring(0, dot)).isPresent());
    }

    /** Takes a token apart; nothing if it is no JWT that names an issuer. */
    static Optional<SignedToken> read(String token) {
        if (!FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        var parts = token.split("\\.", -1);
        return part(parts[0])
                .flatMap(header -> part(parts[1])
                        .filter(claims -> claims.get("iss") instanceof String)
                        .map(claims -> new SignedToken(token, header, String.valueOf(claims.get("iss")))));
    }

    private static Optional<Map<String, Object>> part(String encoded) {
        try {
            return Json.object(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
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
        var type = header.get("typ");
        return type == null ? null : type.toString().toLowerCase(Locale.ROOT).replaceFirst("^application/", "");
    }
}
