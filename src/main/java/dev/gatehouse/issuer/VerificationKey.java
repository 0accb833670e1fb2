package dev.gatehouse.issuer;

import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A key of an issuer, good for checking signatures.
 *
 * @param algorithm the only one that it may be used with; null: any that it can make
 * @param thumbprint RFC 7638, by which equal keys are told
 */
record VerificationKey(
        @Nullable String kid,
        @Nullable String algorithm,
        String keyType,
        @Nullable String curve,
        PublicKey key,
        String thumbprint) {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;

    /** The key that a JWK holds; nothing if it is none that can check a signature, or none that is safe to. */
    static Optional<VerificationKey> of(Map<String, Object> jwk) {
        try {
            return JsonWebKey.Factory.newJwk(jwk) instanceof PublicJsonWebKey key && isForSignatures(key)
                    ? Optional.of(of(key))
                    : Optional.empty();
        } catch (JoseException | IllegalArgumentException | ClassCastException ofNoKindThatIsKnown) {
            return Optional.empty();
        }
    }

    private static VerificationKey of(PublicJsonWebKey key) {
        var curve = switch (key) {
            case EllipticCurveJsonWebKey ec -> ec.getCurveName();
            case OctetKeyPairJsonWebKey pair -> pair.getSubtype();
            default -> null;
        };
        return new VerificationKey(
                key.getKeyId(),
                key.getAlgorithm(),
                key.getKeyType(),
                curve,
                key.getPublicKey(),
                key.calculateBase64urlEncodedThumbprint("SHA-256"));
    }

    private static boolean isForSignatures(PublicJsonWebKey key) {
        List<String> operations = key.getKeyOps();
        return (key.getUse() == null || key.getUse().equals("sig"))
                && (operations == null || operations.contains("verify"))
                && isStrong(key.getPublicKey());
    }

    private static boolean isStrong(PublicKey key) {
        return !(key instanceof RSAPublicKey rsa)
                || (rsa.getModulus().bitLength() >= MIN_RSA_BITS
                        && rsa.getModulus().bitLength() <= MAX_RSA_BITS);
    }

    /** Whether it may have made a signature by that algorithm, under that name; null: under whatever name. */
    boolean mayHaveMade(JwsAlgorithm by, @Nullable String name) {
        return by.isMadeBy(keyType, curve)
                && (algorithm == null || algorithm.equals(by.wireName()))
                && (name == null || name.equals(kid));
    }
}
