package dev.gatehouse.gateway;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.client.ClientErrors;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.gateway.AccessDecisions.Call;
import dev.gatehouse.gateway.AccessDecisions.Enforcer;
import dev.gatehouse.gateway.Explanation.Verdict;
import dev.gatehouse.issuer.Judgement;
import dev.gatehouse.oauth.BearerToken;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.ErrorText;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.service.Route;
import dev.gatehouse.service.ServiceCatalogue.Lookup;
import dev.gatehouse.token.TokenState;
import dev.gatehouse.token.TokenStates;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Explains decisions. It decides nothing: {@link AccessDecisions} does, as for a call that comes in; here the facts are laid
 * open that it had. Asking is audited.
 */
@ApplicationScoped
class WhyDenied {
    /** Stands for a token that nobody has at hand; none that was issued looks like it. */
    private static final String SUPPOSED = "supposed";

    private final AccessDecisions decisions;
    private final RateLimits limits;
    private final Knowledge.Sources sources;
    private final TokenStates tokens;
    private final Accounts accounts;
    private final CurrentTenant tenant;
    private final TimeSource time;
    private final AuditLog audit;

    /** Who is meant, as far as known. */
    private record Holder(
            @Nullable TokenState token,
            @Nullable RegisteredClient client,
            @Nullable Person person,
            @Nullable Judgement external) {}

    WhyDenied(
            AccessDecisions decisions,
            RateLimits limits,
            Knowledge.Sources sources,
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
     * @throws ProblemException when it is none, or names a token, client or account that does not exist
     */
    Explanation explain(Question question, String actor) {
        var read = question.read();
        var known = sources.complete();
        var bearer = question.token();
        var inMind = inMind(question, known);
        if (inMind != null) {
            bearer = SUPPOSED;
            known = Knowledge.supposing(Sha256.of(SUPPOSED), inMind, known);
        }
        var authorization = bearer == null ? List.<String>of() : List.of("Bearer " + bearer);
        var enforcer = read.byProxy() ? Enforcer.PROXY : Enforcer.GATEWAY;
        var call = new Call(tenant.id(), read.method(), read.path(), authorization, enforcer);
        var external = bearer == null || inMind != null ? null : external(bearer, known);
        if (external != null) {
            known = Knowledge.having(external, known);
        }
        var decision = withLimits(decisions.decide(call, known));
        var holder = holder(authorization, external, known);
        note(call, decision, holder, actor);
        return explanation(decision, facts(call, holder, known), holder);
    }

    /** Whether this node would let the call through right now; nothing is counted. */
    private AccessDecision withLimits(AccessDecision decision) {
        var exhausted = decision instanceof Allowed allowed ? limits.exhausted(allowed) : null;
        return decision instanceof Allowed allowed && exhausted != null
                ? new Denied(
                        Step.RATE_LIMIT,
                        Admission.TOO_MANY_REQUESTS,
                        null,
                        exhausted.description(),
                        ScopeNames.NONE,
                        null,
                        allowed.caller())
                : decision;
    }

    /** The token that is meant, where nobody has it at hand; null: what the question says is all there is. */
    private @Nullable TokenState inMind(Question question, Knowledge known) {
        if (question.tokenId() != null) {
            var token = tokens.byId(question.tokenId());
            if (token == null) {
                throw ProblemException.invalid("tokenId", GatewayErrors.unknownToken());
            }
            return token;
        }
        return question.client() == null ? null : supposed(question.client(), question, known);
    }

    private TokenState supposed(String clientId, Question question, Knowledge known) {
        var client = known.client(clientId);
        if (client == null) {
            throw ProblemException.invalid("client", ClientErrors.unknownId());
        }
        var person = question.account() == null ? null : accounts.named(question.account());
        if (person == null && question.account() != null) {
            throw ProblemException.invalid("account", AccountErrors.unknownUsername());
        }
        var scopes = question.scopes() == null ? client.scopes() : Set.copyOf(question.scopes());
        return TokenState.supposed(client, person == null ? null : person.id(), scopes, time.now());
    }

    /** What its issuer, if there is one that is trusted, lets us find out about a token; null: it was issued here. */
    private static @Nullable Judgement external(String bearer, Knowledge known) {
        if (known.token(Sha256.of(bearer)) != null) {
            return null;
        }
        try {
            return known.external(bearer);
        } catch (Knowledge.NotYet asked) {
            return asked.answer()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .get();
        }
    }

    private static Holder holder(List<String> authorization, @Nullable Judgement external, Knowledge known) {
        var token = BearerToken.from(authorization) instanceof BearerToken.Present(var value)
                ? known.token(Sha256.of(value))
                : null;
        return token == null
                ? new Holder(null, null, null, external)
                : new Holder(
                        token,
                        known.client(token.clientId()),
                        token.account() == null ? null : known.person(token.account()),
                        null);
    }

    private void note(Call call, AccessDecision decision, Holder holder, String actor) {
        var verdict = switch (decision) {
            case Allowed allowed -> "allowed";
            case Denied denied -> denied.step() + ": " + denied.inFull().inEnglish();
        };
        audit.note(AuditEvent.success(AuditAction.GATEWAY_EXPLAINED)
                .by(actor)
                .client(holder.client() == null ? null : holder.client().clientId())
                .target(call.method() + (call.path() instanceof RequestPath.Canonical path ? " " + path : ""))
                .detail(verdict));
    }

    private static Explanation explanation(AccessDecision decision, Explanation.Facts facts, Holder holder) {
        var steps = ExternalExplanations.steps(holder.external());
        return switch (decision) {
            case Allowed allowed -> new Explanation(true, null, null, null, null, taken(steps, null), facts);
            case Denied denied ->
                new Explanation(
                        false,
                        denied.status(),
                        error(denied),
                        denied.description(),
                        remedy(denied, facts, holder),
                        taken(steps, denied.step()),
                        facts);
        };
    }

    private static @Nullable String error(Denied denied) {
        if (denied.step() == Step.RATE_LIMIT) {
            return Admission.ERROR;
        }
        return denied.error() == null ? null : denied.error().code();
    }

    private static ErrorText remedy(Denied denied, Explanation.Facts facts, Holder holder) {
        var elsewhere = ExternalExplanations.remedy(denied, facts.externalToken());
        return elsewhere == null ? Remedies.of(denied, facts, holder.token(), holder.client()) : elsewhere;
    }

    /** The steps are taken in the order in which they are declared. */
    private static List<Explanation.Taken> taken(List<Step> steps, @Nullable Step failed) {
        return steps.stream()
                .map(step -> new Explanation.Taken(step, verdict(step, failed)))
                .toList();
    }

    private static Verdict verdict(Step step, @Nullable Step failed) {
        if (failed == null || step.compareTo(failed) < 0) {
            return Verdict.PASSED;
        }
        return step == failed ? Verdict.FAILED : Verdict.NOT_REACHED;
    }

    private static Explanation.Facts facts(Call call, Holder holder, Knowledge known) {
        var path = call.path() instanceof RequestPath.Canonical canonical ? canonical : null;
        return new Explanation.Facts(
                call.method(),
                path == null ? null : path.toString(),
                token(holder, known),
                ExternalExplanations.facts(holder.external(), known.scopes()),
                client(holder.client()),
                holder.person() == null
                        ? null
                        : new Explanation.AccountFacts(
                                holder.person().username(), holder.person().active()),
                path == null
                        ? List.of()
                        : List.copyOf(
                                known.scopes().covering(call.method(), path).names()),
                path == null ? List.of() : patterns(path, known),
                path == null || call.enforcer() == Enforcer.PROXY ? null : service(call.method(), path, known));
    }

    private static Explanation.@Nullable TokenFacts token(Holder holder, Knowledge known) {
        var token = holder.token();
        if (token == null) {
            return null;
        }
        var counting = holder.client() == null
                ? Set.<String>of()
                : token.scopesThatCount(known.scopes(), holder.client(), holder.person());
        return new Explanation.TokenFacts(
                token.isSupposed() ? null : token.id(),
                sorted(token.scopes()),
                sorted(counting),
                token.boundTo(),
                token.isSupposed() ? null : token.issuedAt(),
                token.expiresAt(),
                token.revoked());
    }

    private static Explanation.@Nullable ClientFacts client(@Nullable RegisteredClient client) {
        return client == null
                ? null
                : new Explanation.ClientFacts(
                        client.clientId(), client.name(), client.version(), client.active(), sorted(client.scopes()));
    }

    private static List<Explanation.Pattern> patterns(RequestPath.Canonical path, Knowledge known) {
        return known.scopes().coverage(path).stream()
                .map(coverage -> new Explanation.Pattern(
                        coverage.scope(),
                        coverage.pattern().toString(),
                        coverage.methods().sorted()))
                .toList();
    }

    private static Explanation.@Nullable ServiceFacts service(
            String method, RequestPath.Canonical path, Knowledge known) {
        return switch (known.services().find(method, path)) {
            case Lookup.Found(var route) ->
                new Explanation.ServiceFacts(
                        route.service(),
                        route.path(),
                        route.methods().sorted(),
                        others(route, known.services().matching(method, path)));
            case Lookup.OtherMethods(var methods) -> new Explanation.ServiceFacts(null, null, methods.sorted(), null);
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
