// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.explain;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.client.ClientErrors;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.gateway.AccessDecision;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.gateway.AccessDecisions;
import dev.gatehouse.gateway.AccessDecisions.Call;
import dev.gatehouse.gateway.AccessDecisions.Enforcer;
import dev.gatehouse.gateway.Admission;
import dev.gatehouse.gateway.DecisionFacts;
import dev.gatehouse.gateway.Fact;
import dev.gatehouse.gateway.FactResult;
import dev.gatehouse.gateway.GatewayDetails;
import dev.gatehouse.gateway.GatewayErrors;
import dev.gatehouse.gateway.RateLimits;
import dev.gatehouse.gateway.explain.Explanation.Verdict;
import dev.gatehouse.issuer.VerificationResult;
import dev.gatehouse.oauth.BearerToken;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.service.Route;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.service.ServiceCatalogue.Lookup;
import dev.gatehouse.token.TokenState;
import dev.gatehouse.token.TokenStates;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Explains decisions. {@link AccessDecisions} decides as for a real call; this class adds the facts of the decision.
 * Each question is audited.
 */
@ApplicationScoped
class WhyDenied {
    /** The value of a hypothetical token. No issued token has this form. */
    private static final String HYPOTHETICAL = "supposed";

    private final AccessDecisions decisions;
    private final RateLimits limits;
    private final DecisionFacts.Sources sources;
    private final TokenStates tokens;
    private final Accounts accounts;
    private final CurrentTenant tenant;
    private final TimeSource time;
    private final AuditLog audit;

    /** The token, its client and its user, as far as known. */
    private record TokenHolder(
            @Nullable TokenState token,
            @Nullable RegisteredClient client,
            @Nullable Person person,
            @Nullable VerificationResult external) {

        static TokenHolder ofGatehouse(TokenState token, @Nullable RegisteredClient client, @Nullable Person person) {
            return new TokenHolder(token, client, person, null);
        }

        /** Returns the holder of a token that Gatehouse did not issue; of no token if there is no result. */
        static TokenHolder elsewhere(@Nullable VerificationResult result) {
            return new TokenHolder(null, null, null, result);
        }
    }

    WhyDenied(
            AccessDecisions decisions,
            RateLimits limits,
            DecisionFacts.Sources sources,
            TokenStates tokens,
            Accounts accounts,
            CurrentTenant tenant,
            TimeSource time,
            AuditLog audit) {
        this.decisions = decisions;
        this.limits = limits;
        this.sources = sources;
        this.tokens = tokens;
        this.accounts = accounts;
        this.tenant = tenant;
        this.time = time;
        this.audit = audit;
    }

    /**
     * Answers a question.
     *
     * @throws ProblemException if the question is invalid, or names an unknown token, client or account
     */
    Explanation explain(WhyDeniedRequest question, String actor) {
        var read = question.read();
        var facts = sources.loaded();
        // The gateway reads the token from the header in this way
        var bearer = question.token() == null ? null : question.token().strip();
        var hypothetical = hypotheticalToken(question, facts);
        if (hypothetical != null) {
            bearer = HYPOTHETICAL;
            facts = facts.with(new Fact.IssuedToken(Sha256.of(HYPOTHETICAL)), Optional.of(hypothetical));
        }
        var authorization = bearer == null ? List.<String>of() : List.of("Bearer " + bearer);
        var enforcer = read.byProxy() ? Enforcer.PROXY : Enforcer.GATEWAY;
        var call = new Call(tenant.id(), read.method(), read.path(), authorization, enforcer);
        var external = bearer == null || hypothetical != null ? null : external(bearer, facts);
        if (bearer != null && external != null) {
            facts = facts.with(new Fact.ExternalToken(bearer), external);
        }
        var decision = withLimits(decisions.decide(call, facts).orElseThrow());
        var holder = holder(authorization, external, facts);
        note(call, decision, holder, actor);
        return explanation(decision, facts(call, holder, facts), holder);
    }

    /** Returns the decision with the rate limits of this node, without counting. */
    private AccessDecision withLimits(AccessDecision decision) {
        var exhausted = decision instanceof Allowed allowed ? limits.exhausted(allowed) : null;
        return decision instanceof Allowed allowed && exhausted != null
                ? Denied.at(
                        Step.RATE_LIMIT, Admission.TOO_MANY_REQUESTS, null, exhausted.description(), allowed.caller())
                : decision;
    }

    /**
     * Returns the token that the question names by its ID or describes; null if the question has the token itself or
     * none.
     */
    private @Nullable TokenState hypotheticalToken(WhyDeniedRequest question, DecisionFacts facts) {
        if (question.tokenId() != null) {
            var token = tokens.byId(question.tokenId());
            if (token == null) {
                throw ProblemException.invalid("tokenId", GatewayErrors.unknownToken());
            }
            return token;
        }
        return question.client() == null ? null : hypotheticalToken(question.client(), question, facts);
    }

    private TokenState hypotheticalToken(String clientId, WhyDeniedRequest question, DecisionFacts facts) {
        var client = facts.get(new Fact.Client(clientId)).orElseThrow().orElse(null);
        if (client == null) {
            throw ProblemException.invalid("client", ClientErrors.unknownId());
        }
        var person = question.account() == null ? null : accounts.named(question.account());
        if (person == null && question.account() != null) {
            throw ProblemException.invalid("account", AccountErrors.unknownUsername());
        }
        var scopes = question.scopes() == null ? client.scopes() : Set.copyOf(question.scopes());
        return TokenState.hypothetical(client, person == null ? null : person.id(), scopes, time.now());
    }

    /** Returns the result of a token that Gatehouse did not issue; null for a token of Gatehouse. */
    private static @Nullable VerificationResult external(String bearer, DecisionFacts facts) {
        if (issued(bearer, facts) != null) {
            return null;
        }
        var result = facts.get(new Fact.ExternalToken(bearer));
        return result instanceof FactResult.Pending(var _, var asked)
                ? asked.toCompletionStage().toCompletableFuture().join().get()
                : result.orElseThrow();
    }

    private static @Nullable TokenState issued(String bearer, DecisionFacts facts) {
        return facts.get(new Fact.IssuedToken(Sha256.of(bearer))).orElseThrow().orElse(null);
    }

    private static TokenHolder holder(
            List<String> authorization, @Nullable VerificationResult external, DecisionFacts facts) {
        var token =
                BearerToken.from(authorization) instanceof BearerToken.Present(var value) ? issued(value, facts) : null;
        return token == null
                ? TokenHolder.elsewhere(external)
                : TokenHolder.ofGatehouse(
                        token,
                        facts.get(new Fact.Client(token.clientId()))
                                .orElseThrow()
                                .orElse(null),
                        token.account() == null
                                ? null
                                : facts.get(new Fact.Account(token.account()))
                                        .orElseThrow()
                                        .orElse(null));
    }

    private void note(Call call, AccessDecision decision, TokenHolder holder, String actor) {
        var verdict = switch (decision) {
            case Allowed allowed -> GatewayDetails.allowed();
            case Denied denied -> denied.forAudit();
        };
        audit.note(AuditEvent.success(AuditAction.GATEWAY_EXPLAINED)
                .by(actor)
                .client(holder.client() == null ? null : holder.client().clientId())
                .target(call.method() + (call.path() instanceof RequestPath.Canonical path ? " " + path : ""))
                .detail(verdict));
    }

    private static Explanation explanation(AccessDecision decision, Explanation.Facts facts, TokenHolder holder) {
        var steps = ExternalExplanations.steps(holder.external());
        return switch (decision) {
            case Allowed allowed -> Explanation.allowed(results(steps, null), facts);
            case Denied denied ->
                Explanation.denied(
                        denied.status(),
                        error(denied),
                        denied.description(),
                        remedy(denied, facts, holder),
                        results(steps, denied.step()),
                        facts);
        };
    }

    private static @Nullable String error(Denied denied) {
        if (denied.step() == Step.RATE_LIMIT) {
            return Admission.ERROR;
        }
        return denied.error() == null ? null : denied.error().code();
    }

    private static ErrorText remedy(Denied denied, Explanation.Facts facts, TokenHolder holder) {
        var elsewhere = ExternalExplanations.remedy(denied, facts.externalToken());
        return elsewhere == null ? SuggestedChanges.of(denied, facts, holder.token(), holder.client()) : elsewhere;
    }

    /** The steps are taken in the order of their declaration. */
    private static List<Explanation.StepResult> results(List<Step> steps, @Nullable Step failed) {
        return steps.stream()
                .map(step -> new Explanation.StepResult(step, verdict(step, failed)))
                .toList();
    }

    private static Verdict verdict(Step step, @Nullable Step failed) {
        if (failed == null || step.compareTo(failed) < 0) {
            return Verdict.PASSED;
        }
        return step == failed ? Verdict.FAILED : Verdict.NOT_REACHED;
    }

    private static Explanation.Facts facts(Call call, TokenHolder holder, DecisionFacts facts) {
        var scopes = facts.get(Fact.SCOPES).orElseThrow();
        var path = call.path() instanceof RequestPath.Canonical canonical ? canonical : null;
        return new Explanation.Facts(
                call.method(),
                path == null ? null : path.toString(),
                token(holder, scopes),
                ExternalExplanations.facts(holder.external(), scopes),
                client(holder.client()),
                holder.person() == null
                        ? null
                        : new Explanation.AccountFacts(
                                holder.person().username(), holder.person().active()),
                path == null
                        ? List.of()
                        : List.copyOf(scopes.covering(call.method(), path).names()),
                path == null ? List.of() : patterns(path, scopes),
                path == null || call.enforcer() == Enforcer.PROXY
                        ? null
                        : service(call.method(), path, facts.get(Fact.SERVICES).orElseThrow()));
    }

    private static Explanation.@Nullable TokenFacts token(TokenHolder holder, ScopeMatcher scopes) {
        var token = holder.token();
        if (token == null) {
            return null;
        }
        var counting = holder.client() == null
                ? Set.<String>of()
                : token.scopesThatCount(scopes, holder.client(), holder.person());
        return new Explanation.TokenFacts(
                token.isHypothetical() ? null : token.id(),
                sorted(token.scopes()),
                sorted(counting),
                token.boundTo(),
                token.isHypothetical() ? null : token.issuedAt(),
                token.expiresAt(),
                token.revoked());
    }

    private static Explanation.@Nullable ClientFacts client(@Nullable RegisteredClient client) {
        return client == null
                ? null
                : new Explanation.ClientFacts(
                        client.clientId(), client.name(), client.version(), client.active(), sorted(client.scopes()));
    }

    private static List<Explanation.Pattern> patterns(RequestPath.Canonical path, ScopeMatcher scopes) {
        return scopes.coverage(path).stream()
                .map(coverage -> new Explanation.Pattern(
                        coverage.scope(),
                        coverage.pattern().toString(),
                        coverage.methods().sorted()))
                .toList();
    }

    private static Explanation.@Nullable ServiceFacts service(
            String method, RequestPath.Canonical path, ServiceCatalogue services) {
        return switch (services.find(method, path)) {
            case Lookup.Found(var route) ->
                new Explanation.ServiceFacts(
                        route.service(),
                        route.path(),
                        route.methods().sorted(),
                        others(route, services.matching(method, path)));
            case Lookup.OtherMethods(var methods) -> Explanation.ServiceFacts.ofOtherMethods(methods.sorted());
            case Lookup.NothingThere() -> null;
        };
    }

    private static @Nullable List<String> others(Route chosen, List<Route> matching) {
        var others = matching.stream()
                .filter(route -> !route.service().equals(chosen.service()))
                .map(Route::path)
                .toList();
        return others.isEmpty() ? null : others;
    }

    private static List<String> sorted(Collection<String> names) {
        return names.stream().sorted().toList();
    }
}
