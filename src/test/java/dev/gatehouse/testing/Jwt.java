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
import java.util.Base64;

/** A signed token as somebody else's resource server reads it: by the published keys and the JDK alone. */
public record Jwt(JsonObject header, JsonObject claims) {

    /** Reads a token whose ES256 signature one of the published keys made. */
    public static Jwt verified(Gate gate, String token) {
        var parts = token.split("\\.", -1);
        var header = json(parts[0]);
        var key = key(gate, header.getString("kid"));
        try {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (parts.length != 3 || !signature.verify(decode(parts[2]))) {
                throw new AssertionError("the signature does not verify");
            }
            return new Jwt(header, json(parts[1]));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static PublicKey key(Gate gate, String kid) {
        var keys = gate.get("/integration/rest/oAuth/jwks", null).json().getJsonArray("keys");
        var jwk = keys.stream()
                .map(JsonObject.class::cast)
                .filter(candidate -> candidate.getString("kid").equals(kid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no key " + kid));
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            var point = new ECPoint(
                    new BigInteger(1, decode(jwk.getString("x"))), new BigInteger(1, decode(jwk.getString("y"))));
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonObject json(String part) {
        return new JsonObject(new String(decode(part), StandardCharsets.UTF_8));
    }

    private static byte[] decode(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
