// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * A signed JWT. {@link #verified} checks the signature as an independent resource server does: with the published keys
 * and the JDK only.
 */
public record Jwt(JsonObject header, JsonObject claims) {

    /** Reads a token and verifies its ES256 or RS256 signature with the published keys. */
    public static Jwt verified(Gate gate, String token) {
        var parts = token.split("\\.", -1);
        var header = json(parts[0]);
        var key = key(gate, header.getString("kid"));
        try {
            var signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSAinP1363Format";
                        case "RSA" -> "SHA256withRSA";
                        default -> throw new AssertionError("unexpected key: " + key);
                    });
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (parts.length != 3 || !signature.verify(decode(parts[2]))) {
                throw new AssertionError("the signature is not valid");
            }
            return new Jwt(header, json(parts[1]));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the token with a signature that is well-formed but not valid. */
    public static String withForgedSignature(String token) {
        var signature = token.lastIndexOf('.') + 1;
        return token.substring(0, signature) + new StringBuilder(token.substring(signature)).reverse();
    }

    private static PublicKey key(Gate gate, String kid) {
        var keys = gate.get(Gate.JWKS, null).json().getJsonArray("keys");
        var jwk = keys.stream()
                .map(JsonObject.class::cast)
                .filter(candidate -> candidate.getString("kid").equals(kid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no published key " + kid));
        try {
            return jwk.getString("kty").equals("RSA") ? rsa(jwk) : ellipticCurve(jwk);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static PublicKey rsa(JsonObject jwk) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(jwk.getString("n")), number(jwk.getString("e"))));
    }

    private static PublicKey ellipticCurve(JsonObject jwk) throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var point = new ECPoint(number(jwk.getString("x")), number(jwk.getString("y")));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, decode(base64));
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(decode(part), StandardCharsets.UTF_8));
    }

    private static byte[] decode(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
