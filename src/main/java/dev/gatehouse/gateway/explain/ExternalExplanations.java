// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.explain;

import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.gateway.ExternalCallers;
import dev.gatehouse.gateway.GatewayErrors;
import dev.gatehouse.gateway.explain.Explanation.ExternalTokenFacts;
import dev.gatehouse.issuer.TrustedIssuer;
import dev.gatehouse.issuer.VerificationResult;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.ScopeMatcher;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains decisions about tokens of other issuers to administrators. */
final class ExternalExplanations {
    private static final Set<Step> ONLY_FOR_OTHERS =
            EnumSet.of(Step.ISSUER, Step.SIGNATURE, Step.TOKEN_TYPE, Step.AUDIENCE);

    private ExternalExplanations() {}

    /**
     * Returns the steps to show. Steps that exist only for tokens of other issuers are left out for all other tokens.
     */
    static List<Step> steps(@Nullable VerificationResult result) {
        return isAnothers(result)
                ? ExternalCallers.STEPS
                : Arrays.stream(Step.values())
                        .filter(step -> !ONLY_FOR_OTHERS.contains(step))
                        .toList();
    }

    /** Returns whether a trusted issuer issued the token. */
    static boolean isAnothers(@Nullable VerificationResult result) {
        return result != null && !(result instanceof VerificationResult.Unknown);
    }

    static @Nullable ExternalTokenFacts facts(@Nullable VerificationResult result, ScopeMatcher matcher) {
        return switch (result) {
            case null -> null;
            case VerificationResult.Unknown() -> null;
            case VerificationResult.Rejected(var issuer, var _, var finding) -> failed(issuer, finding);
            case VerificationResult.Undecided(var issuer, var finding) -> failed(issuer, finding);
            case VerificationResult.Accepted accepted -> found(accepted, matcher);
        };
    }

    private static ExternalTokenFacts failed(TrustedIssuer issuer, ErrorText finding) {
        return ExternalTokenFacts.of(issuer).finding(finding).build();
    }

    private static ExternalTokenFacts found(VerificationResult.Accepted accepted, ScopeMatcher matcher) {
        var issuer = accepted.issuer();
        var token = accepted.token();
        return ExternalTokenFacts.of(issuer)
                .token(token)
                .scopes(
                        sorted(token.scopes()),
                        sorted(issuer.scopesFor(token.scopes())),
                        sorted(ExternalCallers.scopesThatCount(accepted, matcher)))
                .build();
    }

    /** Returns what would allow the call; null if the remedy is the same as for tokens of Gatehouse. */
    static @Nullable ErrorText remedy(Denied denied, @Nullable ExternalTokenFacts facts) {
        if (facts == null) {
            return null;
        }
        var issuer = facts.issuer();
        var finding = facts.finding() == null ? denied.inFull() : facts.finding();
        return switch (denied.step()) {
            case ISSUER -> GatewayErrors.checkIssuer(finding);
            case SIGNATURE -> GatewayErrors.publishedKey(issuer);
            case TOKEN_TYPE -> GatewayErrors.accessTokenOnly(issuer, finding);
            case AUDIENCE -> GatewayErrors.otherAudience(issuer, finding);
            case NOT_REVOKED -> GatewayErrors.activeToken(issuer);
            case NOT_EXPIRED -> GatewayErrors.compareClocks(issuer, finding);
            case CLIENT_ACTIVE -> GatewayErrors.letClientCount(finding);
            case SCOPE -> scope(denied, facts);
            case PATH, BEARER_TOKEN, TOKEN_KNOWN, ACCOUNT_ACTIVE, RESOURCE, SERVICE, METHOD, RATE_LIMIT -> null;
        };
    }

    private static ErrorText scope(Denied denied, ExternalTokenFacts facts) {
        if (denied.sufficient().isEmpty()) {
            return GatewayErrors.coverAndMap(facts.issuer());
        }
        var mapped = facts.mappedScopes();
        var limited = mapped == null
                ? List.<String>of()
                : mapped.stream().filter(denied.sufficient().names()::contains).toList();
        return limited.isEmpty()
                ? GatewayErrors.mapScope(denied.sufficient())
                : GatewayErrors.scopeLimited(String.join(" ", limited));
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }
}
