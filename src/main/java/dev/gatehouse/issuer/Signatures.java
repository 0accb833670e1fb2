package dev.gatehouse.issuer;

import dev.gatehouse.issuer.Judgement.Check;
import dev.gatehouse.issuer.Judgement.Refused;
import dev.gatehouse.platform.ErrorText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Checks JWTs with their issuer's keys (RFC 7515 §5.2, RFC 8725 §3). The issuer says which algorithms; a token never does. */
final class Signatures {

    /**
     * What has come out.
     *
     * @param key the thumbprint of the key that had signed; null: none had
     */
    record Verdict(Judgement judgement, @Nullable String key) {}

    private Signatures() {}

    /** Why a token cannot be checked with any key; null: it can. */
    static @Nullable Refused unverifiable(TrustedIssuer issuer, SignedToken token) {
        if (token.isCritical()) {
            return refused(issuer, IssuerErrors.criticalHeader());
        }
        var algorithm = token.algorithm();
        return algorithm.isPresent()
                        && issuer.algorithms().contains(algorithm.get().wireName())
                ? null
                : refused(issuer, IssuerErrors.algorithmNotAllowed());
    }

    static Verdict verify(TrustedIssuer issuer, SignedToken token, List<VerificationKey> candidates, Instant now) {
        if (candidates.isEmpty()) {
            return new Verdict(refused(issuer, IssuerErrors.noKey()), null);
        }
        for (var key : candidates) {
            var payload = payload(issuer, token, key);
            if (payload.isPresent()) {
                return new Verdict(judge(issuer, token, payload.get(), now), key.thumbprint());
            }
        }
        return new Verdict(refused(issuer, IssuerErrors.badSignature()), null);
    }

    private static Judgement judge(TrustedIssuer issuer, SignedToken token, String payload, Instant now) {
        if (!isAllowed(token.type(), issuer.tokenTypes())) {
            return new Refused(issuer, Check.TYPE, IssuerErrors.typeNotAllowed());
        }
        return Json.object(payload)
                .map(claims -> ClaimRules.judge(issuer, new ClaimSet(claims), now))
                .orElseGet(() -> new Refused(issuer, Check.TYPE, IssuerErrors.payloadNotJson()));
    }

    private static boolean isAllowed(@Nullable String type, TokenTypes allowed) {
        return "at+jwt".equals(type) || (allowed == TokenTypes.ANY_JWT && (type == null || type.equals("jwt")));
    }

    /** What was signed, if that key has signed it. */
    private static Optional<String> payload(TrustedIssuer issuer, SignedToken token, VerificationKey key) {
        var signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(new AlgorithmConstraints(
                ConstraintType.PERMIT, issuer.algorithms().toArray(String[]::new)));
        signature.setKey(key.key());
        try {
            signature.setCompactSerialization(token.compact());
            return signature.verifySignature() ? Optional.of(signature.getPayload()) : Optional.empty();
        } catch (JoseException notSignedSo) {
            return Optional.empty();
        }
    }

    private static Refused refused(TrustedIssuer issuer, ErrorText finding) {
        return new Refused(issuer, Check.SIGNATURE, finding);
    }
}
