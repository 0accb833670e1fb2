// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.OtherIssuer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;

/** Tokens that must be denied. Each token has one fault and the step of the decision that has to fail. */
enum ForgedToken {
    ALGORITHM_NONE("SIGNATURE", issuers -> unsigned(issuers, "none")),
    ALGORITHM_NONE_IN_OTHER_LETTERS("SIGNATURE", issuers -> unsigned(issuers, "nOnE")),
    PUBLIC_KEY_AS_SHARED_SECRET("SIGNATURE", ForgedToken::hmac),
    ALGORITHM_NOT_ALLOWED("SIGNATURE", issuers -> OtherIssuer.sign(issuers.rsa, "RS256", issuers.claims())),
    SIGNATURE_OF_ZEROS("SIGNATURE", issuers -> issuers.body() + "." + base64(new byte[64])),
    SIGNATURE_OF_NOTHING("SIGNATURE", issuers -> issuers.body() + "."),
    CLAIMS_CHANGED_AFTER_SIGNING("SIGNATURE", ForgedToken::tampered),
    KEY_THAT_IS_NOT_PUBLISHED("SIGNATURE", issuers -> OtherIssuer.sign(issuers.stranger, "ES256", issuers.claims())),
    KEY_OF_ANOTHER_ISSUER("SIGNATURE", issuers -> OtherIssuer.sign(issuers.others, "ES256", issuers.claims())),
    KEY_OF_ANOTHER_ISSUER_WITH_THE_SAME_NAME(
            "SIGNATURE", issuers -> OtherIssuer.sign(issuers.othersOfSameName, "ES256", issuers.claims())),
    KEY_FOR_ENCRYPTION("SIGNATURE", issuers -> OtherIssuer.sign(issuers.forEncryption, "ES256", issuers.claims())),
    KEY_BROUGHT_ALONG(
            "SIGNATURE",
            issuers ->
                    OtherIssuer.sign(issuers.stranger, "ES256", issuers.claims().encode(), header -> {
                        header.setHeader("typ", "at+jwt");
                        header.setJwkHeader(issuers.stranger);
                    })),
    KEY_POINTED_TO(
            "SIGNATURE",
            issuers ->
                    OtherIssuer.sign(issuers.stranger, "ES256", issuers.claims().encode(), header -> {
                        header.setHeader("typ", "at+jwt");
                        header.setHeader("jku", issuers.other.url() + OtherIssuer.JWKS);
                    })),
    CRITICAL_HEADER(
            "SIGNATURE",
            issuers -> OtherIssuer.sign(issuers.key, "ES256", issuers.claims().encode(), header -> {
                header.setHeader("typ", "at+jwt");
                header.setCriticalHeaderNames("exp");
                header.setHeader("exp", 1L);
            })),
    CRITICAL_HEADER_OF_NOTHING("SIGNATURE", issuers -> headed(issuers, "crit", null)),
    UNENCODED_PAYLOAD("SIGNATURE", issuers -> unencoded(issuers, "b64")),
    UNENCODED_PAYLOAD_THAT_IS_NOT_CRITICAL("SIGNATURE", issuers -> unencoded(issuers)),
    KEY_OFF_ITS_CURVE("SIGNATURE", issuers -> OtherIssuer.sign(issuers.offCurve, "ES256", issuers.claims())),
    SIGNATURE_IN_ANOTHER_SPELLING("TOKEN_KNOWN", ForgedToken::respelt),
    SIGNATURE_OF_A_LENGTH_THAT_BASE64_HAS_NOT("TOKEN_KNOWN", issuers -> issuers.body() + "." + "A".repeat(85)),
    SIGNATURE_WITH_PADDING("TOKEN_KNOWN", issuers -> OtherIssuer.sign(issuers.key, "ES256", issuers.claims()) + "=="),
    NESTED_JWT(
            "TOKEN_KNOWN",
            issuers -> OtherIssuer.sign(issuers.key, "ES256", issuers.body() + ".AAAA", header -> {
                header.setHeader("typ", "at+jwt");
                header.setContentTypeHeaderValue("JWT");
            })),
    TYPE_THAT_IS_NO_TEXT("TOKEN_TYPE", issuers -> headed(issuers, "typ", List.of("at+jwt"))),
    NO_TYPE("TOKEN_TYPE", issuers -> typed(issuers, null)),
    TYPE_OF_AN_ID_TOKEN("TOKEN_TYPE", issuers -> typed(issuers, "JWT")),
    TYPE_OF_A_LOGOUT_TOKEN("TOKEN_TYPE", issuers -> typed(issuers, "logout+jwt")),
    PAYLOAD_THAT_IS_NO_OBJECT("TOKEN_KNOWN", issuers -> payload(issuers, "[]")),
    CLAIM_THAT_COMES_TWICE(
            "TOKEN_KNOWN",
            issuers -> payload(
                    issuers, issuers.claims().encode().replaceFirst("\\{", "{\"iss\":\"https://elsewhere.example\","))),
    HEADER_THAT_COMES_TWICE(
            "TOKEN_KNOWN",
            issuers -> base64("{\"alg\":\"none\",\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}") + "."
                    + base64(issuers.claims().encode()) + "." + base64(new byte[64])),
    ISSUER_FAR_BELOW(
            "TOKEN_KNOWN",
            issuers -> payload(issuers, "{\"iss\":" + "[".repeat(Issuers.DEEP) + "]".repeat(Issuers.DEEP) + "}")),
    BOUND_TO_NOTHING("TOKEN_TYPE", issuers -> issuers.signed("cnf", null)),
    BOUND_TO_A_KEY_OF_THE_CLIENT(
            "TOKEN_TYPE", issuers -> issuers.signed("cnf", new JsonObject().put("jkt", "thumbprint"))),
    HASH_OF_AN_ACCESS_TOKEN("TOKEN_TYPE", issuers -> issuers.signed("at_hash", "x")),
    ANOTHER_ISSUERS_NAME("SIGNATURE", issuers -> issuers.signed("iss", issuers.other.url())),
    ISSUER_THAT_IS_NOT_TRUSTED("TOKEN_KNOWN", issuers -> issuers.signed("iss", "https://elsewhere.example")),
    ISSUER_WITH_A_SLASH("TOKEN_KNOWN", issuers -> issuers.signed("iss", issuers.issuer.url() + "/")),
    NO_ISSUER("TOKEN_KNOWN", issuers -> issuers.without("iss")),
    ANOTHER_AUDIENCE("AUDIENCE", issuers -> issuers.signed("aud", "https://elsewhere.example")),
    AUDIENCE_WITH_A_SLASH("AUDIENCE", issuers -> issuers.signed("aud", issuers.gate.issuer() + "/")),
    AUDIENCES_WITHOUT_US(
            "AUDIENCE",
            issuers -> issuers.signed(
                    "aud", new JsonArray().add("https://a.example").add("https://b.example"))),
    NO_AUDIENCE("AUDIENCE", issuers -> issuers.without("aud")),
    NO_EXPIRY("NOT_EXPIRED", issuers -> issuers.without("exp")),
    EXPIRY_THAT_IS_A_TEXT("NOT_EXPIRED", issuers -> issuers.signed("exp", "9999999999")),
    EXPIRY_THAT_IS_NULL("NOT_EXPIRED", issuers -> issuers.signed("exp", null)),
    EXPIRY_BEYOND_ALL_TIME("NOT_EXPIRED", issuers -> issuers.signed("exp", 1e300)),
    EXPIRED("NOT_EXPIRED", issuers -> issuers.signed("exp", issuers.seconds("iat") - 60)),
    NOT_VALID_YET("NOT_EXPIRED", issuers -> issuers.signed("nbf", issuers.seconds("iat") + 300)),
    ISSUED_IN_THE_FUTURE("NOT_EXPIRED", issuers -> issuers.signed("iat", issuers.seconds("iat") + 300)),
    NO_CLIENT("CLIENT_ACTIVE", issuers -> issuers.without("client_id")),
    CLIENT_THAT_BREAKS_A_HEADER(
            "CLIENT_ACTIVE", issuers -> issuers.signed("client_id", "a\r\nX-Gatehouse-Scopes: all")),
    SUBJECT_THAT_BREAKS_A_HEADER("CLIENT_ACTIVE", issuers -> issuers.signed("sub", "a\r\nX-Gatehouse-Scopes: all"));

    private final String step;
    private final Function<Issuers, String> forgery;

    ForgedToken(String step, Function<Issuers, String> forgery) {
        this.step = step;
        this.forgery = forgery;
    }

    /** Returns the step of the decision that fails for this token. */
    String step() {
        return step;
    }

    String token(Issuers issuers) {
        return forgery.apply(issuers);
    }

    /** Two trusted issuers with their keys, and a key that neither issuer publishes. */
    static final class Issuers {
        private static final int DEEP = 4000;

        final Gate gate;
        final OtherIssuer issuer;
        final OtherIssuer other;
        final PublicJsonWebKey key = OtherIssuer.es256("one");
        final PublicJsonWebKey rsa = OtherIssuer.rsa("rsa", 2048);
        final PublicJsonWebKey forEncryption = OtherIssuer.es256("enc");
        final PublicJsonWebKey others = OtherIssuer.es256("theirs");
        final PublicJsonWebKey othersOfSameName = OtherIssuer.es256("one");
        final PublicJsonWebKey stranger = OtherIssuer.es256("stranger");
        final PublicJsonWebKey offCurve = OtherIssuer.es256("off");

        Issuers(Gate gate, OtherIssuer issuer, OtherIssuer other) {
            this.gate = gate;
            this.issuer = issuer;
            this.other = other;
            forEncryption.setUse("enc");
            issuer.publish(key);
            issuer.publish(rsa);
            issuer.publish(forEncryption);
            issuer.publish(off(offCurve));
            other.publish(others);
            other.publish(othersOfSameName);
        }

        /** Returns the key with the y of another point. The resulting point is not on the curve. */
        private JsonObject off(PublicJsonWebKey key) {
            return new JsonObject(key.toJson(OutputControlLevel.PUBLIC_ONLY))
                    .put("y", new JsonObject(stranger.toJson(OutputControlLevel.PUBLIC_ONLY)).getString("y"));
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

    private static String payload(Issuers issuers, String payload) {
        return OtherIssuer.sign(issuers.key, "ES256", payload, header -> header.setHeader("typ", "at+jwt"));
    }

    private static String typed(Issuers issuers, String type) {
        return OtherIssuer.sign(issuers.key, "ES256", issuers.claims().encode(), header -> {
            if (type != null) {
                header.setHeader("typ", type);
            }
        });
    }

    private static String headed(Issuers issuers, String name, Object value) {
        return OtherIssuer.sign(issuers.key, "ES256", issuers.claims().encode(), header -> {
            header.setHeader("typ", "at+jwt");
            header.setHeader(name, value);
        });
    }

    /** RFC 7797: the signature covers the unencoded claims, while the token contains the claims in base64url. */
    private static String unencoded(Issuers issuers, String... critical) {
        return OtherIssuer.sign(issuers.key, "ES256", base64(issuers.claims().encode()), header -> {
            header.setHeader("typ", "at+jwt");
            header.setHeader("b64", false);
            if (critical.length > 0) {
                header.setCriticalHeaderNames(critical);
            }
        });
    }

    /**
     * Returns a valid token with another last character. Only two bits of this character count, and these bits are
     * equal.
     */
    private static String respelt(Issuers issuers) {
        var good = OtherIssuer.sign(issuers.key, "ES256", issuers.claims());
        var last = good.length() - 1;
        return good.substring(0, last) + (char) (good.charAt(last) + 1);
    }

    private static String unsigned(Issuers issuers, String algorithm) {
        return header(algorithm) + "." + base64(issuers.claims().encode()) + ".";
    }

    private static String tampered(Issuers issuers) {
        var parts = OtherIssuer.sign(issuers.key, "ES256", issuers.claims()).split("\\.");
        return parts[0] + "."
                + base64(issuers.claims().put("sub", "somebody-else").encode()) + "." + parts[2];
    }

    private static String hmac(Issuers issuers) {
        var signed = header("HS256") + "." + base64(issuers.claims().encode());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var secret = issuers.key.toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(StandardCharsets.UTF_8);
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
