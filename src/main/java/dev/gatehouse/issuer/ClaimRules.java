package dev.gatehouse.issuer;

import dev.gatehouse.issuer.Judgement.Accepted;
import dev.gatehouse.issuer.Judgement.Check;
import dev.gatehouse.issuer.Judgement.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be true of a token, by its issuer's word (RFC 9068 §4, RFC 7662 §4). Whether that word is the issuer's own
 * has been made sure of before.
 */
final class ClaimRules {
    /** By how much two clocks may differ. */
    static final Duration LEEWAY = Duration.ofSeconds(30);

    /** Claims that only ID tokens, logout tokens and other security events have (OpenID Connect, RFC 8417). */
    private static final Set<String> OF_OTHER_TOKENS = Set.of("at_hash", "c_hash", "events");

    private ClaimRules() {}

    static Judgement judge(TrustedIssuer issuer, ClaimSet claims, Instant now) {
        var signed = issuer.validation() == Validation.JWT;
        if (OF_OTHER_TOKENS.stream().anyMatch(claims::has)) {
            return new Refused(issuer, Check.TYPE, "it is an ID token or a security event, and no access token");
        }
        if (claims.has("cnf")) {
            return new Refused(issuer, Check.TYPE, "it is bound to a key of its client, and must not be used without");
        }
        if ((signed || claims.has("iss")) && !issuer.issuer().equals(claims.text("iss"))) {
            return new Refused(issuer, Check.ISSUER, "its issuer is another one");
        }
        if (issuer.audience() != null && !claims.texts("aud").contains(issuer.audience())) {
            return new Refused(issuer, Check.AUDIENCE, "its audience is not " + issuer.audience());
        }
        var untimely = untimely(claims, signed, now);
        if (untimely != null) {
            return new Refused(issuer, Check.TIME, untimely);
        }
        var client = client(issuer, claims);
        if (client == null) {
            return new Refused(
                    issuer, Check.CLIENT, "it does not say, in a way that can be passed on, which client's it is");
        }
        if (!issuer.clients().isEmpty() && !issuer.clients().contains(client)) {
            return new Refused(issuer, Check.CLIENT, "its client is not one of those whose tokens count");
        }
        if (claims.has("sub") && claims.name("sub") == null) {
            return new Refused(issuer, Check.CLIENT, "its subject cannot be passed on");
        }
        return new Accepted(
                issuer,
                new ExternalToken(
                        client,
                        claims.name("sub"),
                        claims.words(issuer.scopeClaim()),
                        claims.time("iat"),
                        claims.time("exp")));
    }

    private static @Nullable String untimely(ClaimSet claims, boolean signed, Instant now) {
        var expiry = claims.time("exp");
        if (expiry == null) {
            if (signed || claims.has("exp")) {
                return "it does not say when it expires";
            }
        } else if (!now.isBefore(expiry.plus(LEEWAY))) {
            return "it expired at " + expiry;
        }
        var latest = now.plus(LEEWAY);
        if (claims.has("nbf") && isLater(claims.time("nbf"), latest)) {
            return "it is not valid yet";
        }
        return claims.has("iat") && isLater(claims.time("iat"), latest) ? "it was issued in the future" : null;
    }

    /** What is no time is later than any. */
    private static boolean isLater(@Nullable Instant instant, Instant latest) {
        return instant == null || instant.isAfter(latest);
    }

    private static @Nullable String client(TrustedIssuer issuer, ClaimSet claims) {
        if (issuer.clientClaim() != null) {
            return claims.name(issuer.clientClaim());
        }
        return claims.has("client_id") ? claims.name("client_id") : claims.name("azp");
    }
}
