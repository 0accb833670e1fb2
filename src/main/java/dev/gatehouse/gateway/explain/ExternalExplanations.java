package dev.gatehouse.gateway.explain;

import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.gateway.ExternalCallers;
import dev.gatehouse.gateway.explain.Explanation.ExternalTokenFacts;
import dev.gatehouse.issuer.Judgement;
import dev.gatehouse.issuer.TrustedIssuer;
import dev.gatehouse.scope.ScopeMatcher;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Explains what was decided about a token of another issuer, to whoever administers the trust in it. */
final class ExternalExplanations {
    private static final Set<Step> ONLY_FOR_OTHERS =
            EnumSet.of(Step.ISSUER, Step.SIGNATURE, Step.TOKEN_TYPE, Step.AUDIENCE);

    private ExternalExplanations() {}

    /** The steps of a decision; those that are only about tokens of other issuers are left out for all others. */
    static List<Step> steps(@Nullable Judgement judgement) {
        return isAnothers(judgement)
                ? ExternalCallers.STEPS
                : Arrays.stream(Step.values())
                        .filter(step -> !ONLY_FOR_OTHERS.contains(step))
                        .toList();
    }

    /** Whether it is about a token of an issuer that is known here. */
    static boolean isAnothers(@Nullable Judgement judgement) {
        return judgement != null && !(judgement instanceof Judgement.Unknown);
    }

    static @Nullable ExternalTokenFacts facts(@Nullable Judgement judgement, ScopeMatcher matcher) {
        return switch (judgement) {
            case null -> null;
            case Judgement.Unknown() -> null;
            case Judgement.Refused(var issuer, var _, var finding) -> failed(issuer, finding);
            case Judgement.Undecided(var issuer, var finding) -> failed(issuer, finding);
            case Judgement.Accepted accepted -> found(accepted, matcher);
        };
    }

    private static ExternalTokenFacts failed(TrustedIssuer issuer, String finding) {
        return new ExternalTokenFacts(
                issuer.name(), issuer.issuer(), issuer.validation(), finding, null, null, null, null, null, null, null);
    }

    private static ExternalTokenFacts found(Judgement.Accepted accepted, ScopeMatcher matcher) {
        var issuer = accepted.issuer();
        var token = accepted.token();
        return new ExternalTokenFacts(
                issuer.name(),
                issuer.issuer(),
                issuer.validation(),
                null,
                token.client(),
                token.subject(),
                sorted(token.scopes()),
                sorted(issuer.scopesFor(token.scopes())),
                sorted(ExternalCallers.scopesThatCount(accepted, matcher)),
                token.issuedAt(),
                token.expiresAt());
    }

    /** What would change a denial; null: what would for any other token too. */
    static @Nullable String remedy(Denied denied, @Nullable ExternalTokenFacts facts) {
        if (facts == null) {
            return null;
        }
        var at = " at the issuer " + facts.issuer();
        return switch (denied.step()) {
            case ISSUER -> facts.finding() + ". Look whether the issuer is active here and can be asked: check it.";
            case SIGNATURE ->
                "Get a token" + at + " that is signed with one of its published keys, by an algorithm that is allowed"
                        + " here.";
            case TOKEN_TYPE ->
                "Send an access token" + at + " and nothing else that it issues: " + facts.finding() + ".";
            case AUDIENCE -> "Get a token" + at + " that is meant for this server: " + facts.finding() + ".";
            case NOT_REVOKED -> "Get a new token" + at + ": it says that this one is not active.";
            case NOT_EXPIRED -> "Get a new token" + at + ", and compare the clocks: " + facts.finding() + ".";
            case CLIENT_ACTIVE -> "Let the issuer's clients count of which this is one: " + facts.finding() + ".";
            case SCOPE -> scope(denied, facts);
            case PATH, BEARER_TOKEN, TOKEN_KNOWN, ACCOUNT_ACTIVE, RESOURCE, SERVICE, METHOD, RATE_LIMIT -> null;
        };
    }

    private static String scope(Denied denied, ExternalTokenFacts facts) {
        if (denied.sufficient().isEmpty()) {
            return "Let a scope cover the call, and map a scope of the issuer " + facts.issuer() + " to it.";
        }
        var mapped = facts.mappedScopes();
        var limited = mapped == null
                ? List.<String>of()
                : mapped.stream().filter(denied.sufficient().names()::contains).toList();
        return limited.isEmpty()
                ? "Map one of the token's scopes to one of these, or get a token with a scope that is mapped to one: "
                        + denied.sufficient() + "."
                : "The token's scopes stand for " + String.join(" ", limited)
                        + ", which is limited to groups: nobody from another issuer is a member of any.";
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }
}
