// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.KeyOperations;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.SimpleJwkFilter;
import org.jose4j.jwk.Use;
import org.jose4j.jwx.KeyValidationSupport;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The usable keys of an issuer (RFC 7517 §5). */
final class VerificationKeys {
    private static final int MAX_KEYS = 100;

    /** The maximum number of keys to try for a token without a key ID. */
    private static final int MAX_TRIED = 5;

    private static final int MAX_RSA_BITS = 8192;

    private final List<JsonWebKey> keys;
    private final Set<String> thumbprints;

    private VerificationKeys(List<JsonWebKey> keys) {
        this.keys = keys;
        this.thumbprints = keys.stream().map(VerificationKeys::thumbprint).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Parses a key set. Returns empty if the text is not a key set. Unusable keys are left out (RFC 7517 §5). Only the
     * first {@value #MAX_KEYS} keys are created, because each takes time.
     */
    static Optional<VerificationKeys> parse(String text) {
        try {
            return JsonUtil.parseJson(text).get("keys") instanceof Collection<?> jwks
                    ? Optional.of(new VerificationKeys(jwks.stream()
                            .limit(MAX_KEYS)
                            .flatMap(VerificationKeys::usable)
                            .toList()))
                    : Optional.empty();
        } catch (JoseException notAnObject) {
            return Optional.empty();
        }
    }

    /** Returns the key of a JWK and its filter; empty if the key cannot verify signatures safely. */
    @SuppressWarnings("unchecked") // The names of a JSON object are text.
    private static Stream<JsonWebKey> usable(Object jwk) {
        if (!(jwk instanceof Map<?, ?> members)) {
            return Stream.empty();
        }
        try {
            var published = PublicJsonWebKey.Factory.newPublicJwk((Map<String, Object>) members);
            var key = PublicJsonWebKey.Factory.newPublicJwk(strong(published.getPublicKey()));
            key.setKeyId(published.getKeyId());
            key.setAlgorithm(published.getAlgorithm());
            return forSignatures().filter(List.of(published)).isEmpty() ? Stream.empty() : Stream.of(key);
        } catch (JoseException | RuntimeException malformed) { // jose4j does not expect every value
            return Stream.empty();
        }
    }

    private static SimpleJwkFilter forSignatures() {
        var filter = new SimpleJwkFilter();
        filter.setUse(Use.SIGNATURE, SimpleJwkFilter.OMITTED_OKAY);
        filter.setKeyOperations(new String[] {KeyOperations.VERIFY}, SimpleJwkFilter.OMITTED_OKAY);
        return filter;
    }

    private static PublicKey strong(PublicKey key) throws JoseException {
        KeyValidationSupport.checkRsaKeySize(key);
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() > MAX_RSA_BITS) {
            throw new JoseException("a signature by an RSA key of this size takes too long to check");
        }
        return key;
    }

    /** Returns the thumbprint (RFC 7638), which identifies equal keys. */
    static String thumbprint(JsonWebKey key) {
        return key.calculateBase64urlEncodedThumbprint("SHA-256");
    }

    /** Returns the keys that may have made a signature. */
    List<JsonWebKey> candidates(JwsAlgorithm algorithm, @Nullable String kid) {
        return algorithm.keys(kid).filter(keys).stream().limit(MAX_TRIED).toList();
    }

    /** Returns the keys that can verify signatures of one of the algorithms. */
    List<JsonWebKey> usableWith(Stream<JwsAlgorithm> algorithms) {
        var usable = algorithms
                .flatMap(algorithm -> algorithm.keys(null).filter(keys).stream())
                .collect(Collectors.toSet());
        return keys.stream().filter(usable::contains).toList();
    }

    boolean holds(String thumbprint) {
        return thumbprints.contains(thumbprint);
    }
}
