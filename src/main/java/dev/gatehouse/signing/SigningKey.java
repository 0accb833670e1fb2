// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.tenant.SigningAlgorithm;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A decrypted key pair for signing.
 *
 * @param kid the JWK thumbprint (RFC 7638), so that equal keys have equal ids
 */
record SigningKey(
        String kid,
        SigningAlgorithm algorithm,
        PublicKey publicKey,
        PrivateKey privateKey,
        Instant activeFrom,
        @Nullable Instant supersededAt,
        @Nullable Instant retiredAt)
        implements SigningKeyLifecycle {
    private static final int RSA_BITS = 2048;

    static KeyPair generate(SigningAlgorithm algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(keyType(algorithm));
            switch (algorithm) {
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case RS256 -> generator.initialize(RSA_BITS);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform makes " + algorithm + " keys", e);
        }
    }

    static SigningKey of(StoredSigningKey stored, byte[] pkcs8) {
        try {
            var factory = KeyFactory.getInstance(keyType(stored.algorithm));
            return new SigningKey(
                    stored.kid,
                    stored.algorithm,
                    factory.generatePublic(new X509EncodedKeySpec(stored.publicKey)),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                    stored.activeFrom,
                    stored.supersededAt,
                    stored.retiredAt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored signing key " + stored.kid + " is damaged", e);
        }
    }

    static String thumbprint(PublicKey key) {
        return jwk(key).calculateBase64urlEncodedThumbprint("SHA-256");
    }

    /** The public part as a JWK (RFC 7517 §4). */
    PublicJsonWebKey toJwk() {
        var jwk = jwk(publicKey);
        jwk.setKeyId(kid);
        jwk.setUse("sig");
        jwk.setAlgorithm(algorithm.name());
        return jwk;
    }

    /** A signed compact JWT of that type with those claims. */
    String sign(String type, JwtClaimsBuilder claims) {
        return claims.jws()
                .type(type)
                .keyId(kid)
                .algorithm(SignatureAlgorithm.fromAlgorithm(algorithm.name()))
                .sign(privateKey);
    }

    private static PublicJsonWebKey jwk(PublicKey key) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(key);
        } catch (JoseException e) {
            throw new IllegalStateException("a public key has no JWK form", e);
        }
    }

    private static String keyType(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "EC";
            case RS256 -> "RSA";
        };
    }
}
