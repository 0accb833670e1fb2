// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.issuer.VerificationResult.Check;
import dev.gatehouse.issuer.VerificationResult.Rejected;
import dev.gatehouse.problem.ErrorText;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs with the keys of their issuer (RFC 7515 §5.2, RFC 8725 §3). The issuer's settings determine the
 * algorithms; the token never does.
 */
final class Signatures {

    /**
     * The result of a verification.
     *
     * @param key the thumbprint of the key that signed the token; null if no key did
     */
    record Verdict(VerificationResult result, @Nullable String key) {}

    private Signatures() {}

    /** Returns the reason why no key can verify the token, or null. */
    static @Nullable Rejected unverifiable(TrustedIssuer issuer, SignedToken token) {
        if (token.isCritical()) {
            return refused(issuer, IssuerErrors.criticalHeader());
        }
        var algorithm = token.algorithm();
        return algorithm.isPresent()
                        && issuer.algorithms().contains(algorithm.get().wireName())
                ? null
                : refused(issuer, IssuerErrors.algorithmNotAllowed());
    }

    /** Verifies a token with the first key that signed it, then its claims. Each token is verified once. */
    static Verdict verify(TrustedIssuer issuer, SignedToken token, List<JsonWebKey> candidates, Instant now) {
        if (candidates.isEmpty()) {
            return new Verdict(refused(issuer, IssuerErrors.noKey()), null);
        }
        var signature = token.signature();
        signature.setAlgorithmConstraints(new AlgorithmConstraints(
                ConstraintType.PERMIT, issuer.algorithms().toArray(String[]::new)));
        return candidates.stream()
                .filter(key -> isMadeWith(key, signature))
                .findFirst()
                .map(key -> new Verdict(verify(issuer, token, now), VerificationKeys.thumbprint(key)))
                .orElseGet(() -> new Verdict(refused(issuer, IssuerErrors.badSignature()), null));
    }

    private static VerificationResult verify(TrustedIssuer issuer, SignedToken token, Instant now) {
        return isAllowed(token.type(), issuer.tokenTypes())
                ? ClaimRules.verify(issuer, token.claims(), now)
                : new Rejected(issuer, Check.TYPE, IssuerErrors.typeNotAllowed());
    }

    private static boolean isAllowed(@Nullable String type, TokenTypes allowed) {
        return "at+jwt".equals(type) || (allowed == TokenTypes.ANY_JWT && (type == null || type.equals("jwt")));
    }

    private static boolean isMadeWith(JsonWebKey key, JsonWebSignature signature) {
        signature.setKey(key.getKey());
        try {
            return signature.verifySignature();
        } catch (JoseException notMadeSo) {
            return false;
        }
    }

    private static Rejected refused(TrustedIssuer issuer, ErrorText finding) {
        return new Rejected(issuer, Check.SIGNATURE, finding);
    }
}
