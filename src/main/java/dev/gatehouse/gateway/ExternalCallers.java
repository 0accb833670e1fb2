// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.issuer.VerificationResult;
import dev.gatehouse.issuer.VerificationResult.Check;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.scope.ScopeMatcher;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Converts a result of another issuer's token to a caller or a denial. The holder of the token has no account here,
 * no role and no group: built-in scopes and scopes with an access control list never count.
 */
public final class ExternalCallers {
    private static final int UNAVAILABLE = 503;

    /**
     * The steps for a token of another issuer, without those that the issuer takes itself or that need a registration
     * here.
     */
    public static final List<Step> STEPS = List.of(
            Step.PATH,
            Step.BEARER_TOKEN,
            Step.ISSUER,
            Step.SIGNATURE,
            Step.TOKEN_TYPE,
            Step.AUDIENCE,
            Step.NOT_REVOKED,
            Step.NOT_EXPIRED,
            Step.CLIENT_ACTIVE,
            Step.SCOPE,
            Step.SERVICE,
            Step.METHOD,
            Step.RATE_LIMIT);

    private ExternalCallers() {}

    static Caller of(String tenant, VerificationResult.Accepted accepted, ScopeMatcher matcher) {
        var token = accepted.token();
        var subject = token.subject() == null ? token.client() : token.subject();
        var external = new Caller.External(accepted.issuer().issuer(), token.client(), subject);
        return Caller.external(tenant, external, scopesThatCount(accepted, matcher));
    }

    public static Set<String> scopesThatCount(VerificationResult.Accepted accepted, ScopeMatcher matcher) {
        return counting(accepted.issuer().scopesFor(accepted.token().scopes()), matcher);
    }

    /** Returns one of the scopes that a token of the issuer can carry and that counts, or null. */
    static @Nullable String requestable(ScopeNames names, VerificationResult.Accepted accepted, ScopeMatcher matcher) {
        return names.intersect(counting(accepted.issuer().mappedScopes(), matcher)).names().stream()
                .findFirst()
                .orElse(null);
    }

    /** Returns those of the scopes that the holder of another issuer's token may use. */
    static Set<String> counting(Collection<String> scopes, ScopeMatcher matcher) {
        return scopes.stream()
                .filter(name -> {
                    var scope = matcher.get(name);
                    return scope != null && !scope.builtIn() && scope.groups().isEmpty();
                })
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The caller gets the same text for every reason, so that nobody can find a valid token by trying. */
    static Denied denied(VerificationResult.Rejected refused) {
        return Denied.at(
                        step(refused.check()),
                        OAuthError.INVALID_TOKEN.status(),
                        OAuthError.INVALID_TOKEN,
                        GatewayErrors.notAccepted(),
                        null)
                .withFinding(GatewayErrors.byIssuer(refused.issuer().name(), refused.finding()));
    }

    static Denied denied(VerificationResult.Undecided undecided) {
        return Denied.at(Step.ISSUER, UNAVAILABLE, null, GatewayErrors.issuerSilent(), null)
                .withFinding(GatewayErrors.byIssuer(undecided.issuer().name(), undecided.finding()));
    }

    private static Step step(Check check) {
        return switch (check) {
            case ISSUER -> Step.ISSUER;
            case SIGNATURE -> Step.SIGNATURE;
            case TYPE -> Step.TOKEN_TYPE;
            case AUDIENCE -> Step.AUDIENCE;
            case ACTIVE -> Step.NOT_REVOKED;
            case TIME -> Step.NOT_EXPIRED;
            case CLIENT -> Step.CLIENT_ACTIVE;
        };
    }
}
