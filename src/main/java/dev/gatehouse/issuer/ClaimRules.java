// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.issuer.VerificationResult.Accepted;
import dev.gatehouse.issuer.VerificationResult.Check;
import dev.gatehouse.issuer.VerificationResult.Rejected;
import dev.gatehouse.problem.ErrorText;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the claims of a token (RFC 9068 §4, RFC 7662 §4). The caller has checked before that the claims are the
 * issuer's.
 */
final class ClaimRules {
    /** The maximum difference between two clocks. */
    static final Duration LEEWAY = Duration.ofSeconds(30);

    /** Claims that only ID tokens, logout tokens and other security events have (OpenID Connect, RFC 8417). */
    private static final Set<String> OF_OTHER_TOKENS = Set.of("at_hash", "c_hash", "events");

    private ClaimRules() {}

    static VerificationResult verify(TrustedIssuer issuer, ClaimSet claims, Instant now) {
        var signed = issuer.validation() == Validation.JWT;
        if (OF_OTHER_TOKENS.stream().anyMatch(claims::has)) {
            return new Rejected(issuer, Check.TYPE, IssuerErrors.notAnAccessToken());
        }
        if (claims.has("cnf")) {
            return new Rejected(issuer, Check.TYPE, IssuerErrors.boundToKey());
        }
        if ((signed || claims.has("iss")) && !issuer.issuer().equals(claims.text("iss"))) {
            return new Rejected(issuer, Check.ISSUER, IssuerErrors.ofOtherIssuer());
        }
        if (issuer.audience() != null && !claims.texts("aud").contains(issuer.audience())) {
            return new Rejected(issuer, Check.AUDIENCE, IssuerErrors.forOtherAudience(issuer.audience()));
        }
        var untimely = untimely(claims, signed, now);
        if (untimely != null) {
            return new Rejected(issuer, Check.TIME, untimely);
        }
        var client = client(issuer, claims);
        if (client == null) {
            return new Rejected(issuer, Check.CLIENT, IssuerErrors.withoutClient());
        }
        if (!issuer.clients().isEmpty() && !issuer.clients().contains(client)) {
            return new Rejected(issuer, Check.CLIENT, IssuerErrors.ofOtherClient());
        }
        if (claims.has("sub") && claims.name("sub") == null) {
            return new Rejected(issuer, Check.CLIENT, IssuerErrors.subjectUnfit());
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

    private static @Nullable ErrorText untimely(ClaimSet claims, boolean signed, Instant now) {
        var expiry = claims.time("exp");
        if (expiry == null) {
            if (signed || claims.has("exp")) {
                return IssuerErrors.withoutExpiry();
            }
        } else if (!now.isBefore(expiry.plus(LEEWAY))) {
            return IssuerErrors.expired(expiry);
        }
        var latest = now.plus(LEEWAY);
        if (claims.has("nbf") && isLater(claims.time("nbf"), latest)) {
            return IssuerErrors.notValidYet();
        }
        return claims.has("iat") && isLater(claims.time("iat"), latest) ? IssuerErrors.issuedInFuture() : null;
    }

    /** Returns whether a time is later than the latest allowed one. An invalid time counts as later. */
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
