// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwk.SimpleJwkFilter;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that an issuer may use, each with its key type (RFC 7518 §3.1, RFC 8037). Other algorithms
 * cannot be configured, including {@code none} and all with shared secrets.
 */
enum JwsAlgorithm {
    RS256("RS256", "RSA", null),
    RS384("RS384", "RSA", null),
    RS512("RS512", "RSA", null),
    PS256("PS256", "RSA", null),
    PS384("PS384", "RSA", null),
    PS512("PS512", "RSA", null),
    ES256("ES256", "EC", "P-256"),
    ES384("ES384", "EC", "P-384"),
    EDDSA("EdDSA", "OKP", "Ed25519");

    private final String wireName;
    private final String keyType;
    private final @Nullable String curve;

    JwsAlgorithm(String wireName, String keyType, @Nullable String curve) {
        this.wireName = wireName;
        this.keyType = keyType;
        this.curve = curve;
    }

    static Optional<JwsAlgorithm> named(@Nullable String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.wireName.equals(name))
                .findFirst();
    }

    String wireName() {
        return wireName;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(JwsAlgorithm::wireName).toList();
    }

    /**
     * Returns a filter for keys of this algorithm.
     *
     * @param kid the required key ID; null for any
     */
    SimpleJwkFilter keys(@Nullable String kid) {
        var filter = new SimpleJwkFilter();
        filter.setKty(keyType);
        filter.setAlg(wireName, SimpleJwkFilter.OMITTED_OKAY);
        if (curve != null) {
            filter.setCrv(curve, SimpleJwkFilter.VALUE_REQUIRED);
        }
        if (kid != null) {
            filter.setKid(kid, SimpleJwkFilter.VALUE_REQUIRED);
        }
        return filter;
    }
}
