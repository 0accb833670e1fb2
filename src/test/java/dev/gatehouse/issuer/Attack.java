package dev.gatehouse.issuer;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OtherIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;

/** Tokens that must not pass, each good but for one thing, and the step at which it has to fail. */
enum Attack {
    ALGORITHM_NONE("SIGNATURE", scene -> unsigned(scene, "none")),
    ALGORITHM_NONE_IN_OTHER_LETTERS("SIGNATURE", scene -> unsigned(scene, "nOnE")),
    PUBLIC_KEY_AS_SHARED_SECRET("SIGNATURE", Attack::hmac),
    ALGORITHM_NOT_ALLOWED("SIGNATURE", scene -> OtherIssuer.sign(scene.rsa, "RS256", scene.claims())),
    SIGNATURE_OF_ZEROS("SIGNATURE", scene -> scene.body() + "." + base64(new byte[64])),
    SIGNATURE_OF_NOTHING("SIGNATURE", scene -> scene.body() + "."),
    CLAIMS_CHANGED_AFTER_SIGNING("SIGNATURE", Attack::tampered),
    KEY_THAT_IS_NOT_PUBLISHED("SIGNATURE", scene -> OtherIssuer.sign(scene.stranger, "ES256", scene.claims())),
    KEY_OF_ANOTHER_ISSUER("SIGNATURE", scene -> OtherIssuer.sign(scene.others, "ES256", scene.claims())),
    KEY_OF_ANOTHER_ISSUER_WITH_THE_SAME_NAME(
            "SIGNATURE", scene -> OtherIssuer.sign(scene.othersOfSameName, "ES256", scene.claims())),
    KEY_FOR_ENCRYPTION("SIGNATURE", scene -> OtherIssuer.sign(scene.forEncryption, "ES256", scene.claims())),
    KEY_BROUGHT_ALONG(
            "SIGNATURE",
            scene -> OtherIssuer.sign(scene.stranger, "ES256", scene.claims().encode(), header -> {
                header.setHeader("typ", "at+jwt");
                header.setJwkHeader(scene.stranger);
            })),
    KEY_POINTED_TO(
            "SIGNATURE",
            scene -> OtherIssuer.sign(scene.stranger, "ES256", scene.claims().encode(), header -> {
                header.setHeader("typ", "at+jwt");
                header.setHeader("jku", scene.other.url() + OtherIssuer.JWKS);
            })),
    CRITICAL_HEADER(
            "SIGNATURE",
            scene -> OtherIssuer.sign(scene.key, "ES256", scene.claims().encode(), header -> {
                header.setHeader("typ", "at+jwt");
                header.setCriticalHeaderNames("exp");
                header.setHeader("exp", 1L);
            })),
    NO_TYPE("TOKEN_TYPE", scene -> typed(scene, null)),
    TYPE_OF_AN_ID_TOKEN("TOKEN_TYPE", scene -> typed(scene, "JWT")),
    TYPE_OF_A_LOGOUT_TOKEN("TOKEN_TYPE", scene -> typed(scene, "logout+jwt")),
    PAYLOAD_THAT_IS_NO_OBJECT("TOKEN_KNOWN", scene -> payload(scene, "[]")),
    CLAIM_THAT_COMES_TWICE(
            "TOKEN_KNOWN",
            scene -> payload(
                    scene, scene.claims().encode().replaceFirst("\\{", "{\"iss\":\"https://elsewhere.example\","))),
    BOUND_TO_A_KEY_OF_THE_CLIENT("TOKEN_TYPE", scene -> scene.signed("cnf", new JsonObject().put("jkt", "thumbprint"))),
    HASH_OF_AN_ACCESS_TOKEN("TOKEN_TYPE", scene -> scene.signed("at_hash", "x")),
    ANOTHER_ISSUERS_NAME("SIGNATURE", scene -> scene.signed("iss", scene.other.url())),
    ISSUER_THAT_IS_NOT_TRUSTED("TOKEN_KNOWN", scene -> scene.signed("iss", "https://elsewhere.example")),
    ISSUER_WITH_A_SLASH("TOKEN_KNOWN", scene -> scene.signed("iss", scene.issuer.url() + "/")),
    NO_ISSUER("TOKEN_KNOWN", scene -> scene.without("iss")),
    ANOTHER_AUDIENCE("AUDIENCE", scene -> scene.signed("aud", "https://elsewhere.example")),
    AUDIENCE_WITH_A_SLASH("AUDIENCE", scene -> scene.signed("aud", scene.gate.issuer() + "/")),
    AUDIENCES_WITHOUT_US(
            "AUDIENCE",
            scene ->
                    scene.signed("aud", new JsonArray().add("https://a.example").add("https://b.example"))),
    NO_AUDIENCE("AUDIENCE", scene -> scene.without("aud")),
    NO_EXPIRY("NOT_EXPIRED", scene -> scene.without("exp")),
    EXPIRY_THAT_IS_A_TEXT("NOT_EXPIRED", scene -> scene.signed("exp", "9999999999")),
    EXPIRED("NOT_EXPIRED", scene -> scene.signed("exp", scene.seconds("iat") - 60)),
    NOT_VALID_YET("NOT_EXPIRED", scene -> scene.signed("nbf", scene.seconds("iat") + 300)),
    ISSUED_IN_THE_FUTURE("NOT_EXPIRED", scene -> scene.signed("iat", scene.seconds("iat") + 300)),
    NO_CLIENT("CLIENT_ACTIVE", scene -> scene.without("client_id")),
    CLIENT_THAT_BREAKS_A_HEADER("CLIENT_ACTIVE", scene -> scene.signed("client_id", "a\r\nX-Gatehouse-Scopes: all")),
    SUBJECT_THAT_BREAKS_A_HEADER("CLIENT_ACTIVE", scene -> scene.signed("sub", "a\r\nX-Gatehouse-Scopes: all"));

    private final String step;
    private final Function<Scene, String> forgery;

    Attack(String step, Function<Scene, String> forgery) {
        this.step = step;
        this.forgery = forgery;
    }

    /** The step of the decision at which it fails. */
    String step() {
        return step;
    }

    String token(Scene scene) {
        return forgery.apply(scene);
    }

    /** Two trusted issuers with their keys, and a key that nobody knows. */
    static final class Scene {
        final Gate gate;
        final OtherIssuer issuer;
        final OtherIssuer other;
        final PublicJsonWebKey key = OtherIssuer.es256("one");
        final PublicJsonWebKey rsa = OtherIssuer.rsa("rsa", 2048);
        final PublicJsonWebKey forEncryption = OtherIssuer.es256("enc");
        final PublicJsonWebKey others = OtherIssuer.es256("theirs");
        final PublicJsonWebKey othersOfSameName = OtherIssuer.es256("one");
        final PublicJsonWebKey stranger = OtherIssuer.es256("stranger");

        Scene(Gate gate, OtherIssuer issuer, OtherIssuer other) {
            this.gate = gate;
            this.issuer = issuer;
            this.other = other;
            forEncryption.setUse("enc");
            issuer.publish(key);
            issuer.publish(rsa);
            issuer.publish(forEncryption);
            other.publish(others);
            other.publish(othersOfSameName);
        }

        JsonObject claims() {
            return issuer.claims(gate.issuer(), Trust.THEIRS);
        }

        long seconds(String claim) {
            return claims().getLong(claim);
        }

        String signed(String claim, Object value) {
            return OtherIssuer.sign(key, "ES256", claims().put(claim, value));
        }

        String without(String claim) {
            var claims = claims();
            claims.remove(claim);
            return OtherIssuer.sign(key, "ES256", claims);
        }

        String body() {
            var good = OtherIssuer.sign(key, "ES256", claims());
            return good.substring(0, good.lastIndexOf('.'));
        }
    }

    private static String payload(Scene scene, String payload) {
        return OtherIssuer.sign(scene.key, "ES256", payload, header -> header.setHeader("typ", "at+jwt"));
    }

    private static String typed(Scene scene, String type) {
        return OtherIssuer.sign(scene.key, "ES256", scene.claims().encode(), header -> {
            if (type != null) {
                header.setHeader("typ", type);
            }
        });
    }

    private static String unsigned(Scene scene, String algorithm) {
        return header(algorithm) + "." + base64(scene.claims().encode()) + ".";
    }

    private static String tampered(Scene scene) {
        var parts = OtherIssuer.sign(scene.key, "ES256", scene.claims()).split("\\.");
        return parts[0] + "."
                + base64(scene.claims().put("sub", "somebody-else").encode()) + "." + parts[2];
    }

    private static String hmac(Scene scene) {
        var signed = header("HS256") + "." + base64(scene.claims().encode());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var secret = scene.key.toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String header(String algorithm) {
        return base64(new JsonObject(Map.of("alg", algorithm, "typ", "at+jwt", "kid", "one")).encode());
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
