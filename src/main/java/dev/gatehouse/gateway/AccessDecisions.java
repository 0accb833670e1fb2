// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.account.Person;
import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.issuer.VerificationResult;
import dev.gatehouse.oauth.BearerToken;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.ProtocolErrors;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.service.CorsMode;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.service.ServiceCatalogue.Lookup;
import dev.gatehouse.token.TokenState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may pass. The steps are taken in order, and the first one that fails denies the call. The
 * decision depends on the request and on {@link DecisionFacts} only and changes nothing. If a fact is missing, the
 * decision is missing too.
 */
@ApplicationScoped
public class AccessDecisions {
    private static final String INTEGRATION = "integration";
    private static final List<String> ADMIN_API = List.of("admin", "api");
    private static final List<String> OPERATOR_API = List.of("operator", "v1");

    /** The user of a token that a client got for itself. */
    private static final FactResult<Optional<Person>> NO_USER = FactResult.ready(Optional.empty());

    private final TimeSource time;

    /**
     * The server that enforces a decision: the gateway, which forwards the call, or a proxy that asks by forward-auth.
     */
    public enum Enforcer {
        GATEWAY,
        PROXY
    }

    /**
     * A call.
     *
     * @param preflight the requested method of a preflight that is passed to the upstream; null for any other call
     */
    public record Call(
            String tenant,
            String method,
            RequestPath path,
            List<String> authorization,
            Enforcer enforcer,
            @Nullable String preflight) {
        public Call(String tenant, String method, RequestPath path, List<String> authorization, Enforcer enforcer) {
            this(tenant, method, path, authorization, enforcer, null);
        }

        Call asPreflight(String asked) {
            return new Call(tenant, method, path, authorization, enforcer, asked);
        }

        /** Omits the Authorization header, so that no log line can contain a token. */
        @Override
        public String toString() {
            return "Call[" + method + " " + path + "]";
        }
    }

    AccessDecisions(TimeSource time) {
        this.time = time;
    }

    /** Returns the decision, or the missing fact that the decision needs. */
    public FactResult<AccessDecision> decide(Call call, DecisionFacts facts) {
        return switch (call.path()) {
            case RequestPath.Refused(var why) -> FactResult.ready(unreadable(why));
            case RequestPath.Canonical path -> {
                var asked = call.preflight();
                yield asked == null
                        ? decide(call, path, facts)
                        : facts.get(Fact.SERVICES).map(services -> passOn(call, asked, path, services));
            }
        };
    }

    /** Allows a preflight only if its service passes preflights to the upstream. A preflight carries no token. */
    private static AccessDecision passOn(
            Call call, String asked, RequestPath.Canonical path, ServiceCatalogue services) {
        return services.ruling(asked, path)
                .filter(route -> route.cors().mode() == CorsMode.PASS)
                .<AccessDecision>map(
                        route -> new Allowed.ToService(Caller.preflight(call.tenant()), route, path, null, null))
                .orElseGet(AccessDecisions::tokenNeeded);
    }

    private static Denied tokenNeeded() {
        return Denied.at(Step.BEARER_TOKEN, 401, null, GatewayErrors.tokenNeeded(), null);
    }

    private FactResult<AccessDecision> decide(Call call, RequestPath.Canonical path, DecisionFacts facts) {
        return switch (BearerToken.from(call.authorization())) {
            case BearerToken.Missing() -> FactResult.ready(tokenNeeded());
            case BearerToken.Malformed(var fault) ->
                FactResult.ready(Denied.at(Step.BEARER_TOKEN, 400, OAuthError.INVALID_REQUEST, malformed(fault), null));
            case BearerToken.Present(var value) ->
                facts.get(new Fact.IssuedToken(Sha256.of(value)))
                        .flatMap(token -> token.isPresent()
                                ? checkIssuedToken(call, path, token.get(), facts)
                                : facts.get(new Fact.ExternalToken(value))
                                        .flatMap(result -> checkExternalToken(call, path, result, facts)));
        };
    }

    private static ErrorText malformed(BearerToken.Fault fault) {
        return switch (fault) {
            case SEVERAL_HEADERS -> ProtocolErrors.severalAuthorizations();
            case NOT_A_B64TOKEN -> GatewayErrors.malformedToken();
        };
    }

    /** Checks a token that Gatehouse did not issue. A trusted issuer may have issued the token. */
    private static FactResult<AccessDecision> checkExternalToken(
            Call call, RequestPath.Canonical path, VerificationResult result, DecisionFacts facts) {
        return switch (result) {
            case VerificationResult.Accepted accepted ->
                facts.get(Fact.SCOPES)
                        .flatMap(scopes -> checkScope(
                                call,
                                path,
                                ExternalCallers.of(call.tenant(), accepted, scopes),
                                null,
                                sufficient -> ExternalCallers.requestable(sufficient, accepted, scopes),
                                scopes,
                                facts));
            case VerificationResult.Rejected refused -> FactResult.ready(ExternalCallers.denied(refused));
            case VerificationResult.Undecided undecided -> FactResult.ready(ExternalCallers.denied(undecided));
            case VerificationResult.Unknown() ->
                FactResult.ready(invalidToken(Step.TOKEN_KNOWN, GatewayErrors.tokenUnknown(), null));
        };
    }

    /** The user is read first, because a denial names the user too. */
    private FactResult<AccessDecision> checkIssuedToken(
            Call call, RequestPath.Canonical path, TokenState token, DecisionFacts facts) {
        FactResult<Optional<Person>> user =
                token.account() == null ? NO_USER : facts.get(new Fact.Account(token.account()));
        return user.flatMap(person -> checkValidity(call, path, token, person.orElse(null), facts));
    }

    private FactResult<AccessDecision> checkValidity(
            Call call, RequestPath.Canonical path, TokenState token, @Nullable Person person, DecisionFacts facts) {
        if (token.revoked()) {
            return invalidToken(Step.NOT_REVOKED, GatewayErrors.tokenRevoked(), call, token, person);
        }
        if (token.isExpired(time.now())) {
            return invalidToken(Step.NOT_EXPIRED, GatewayErrors.tokenExpired(), call, token, person);
        }
        return facts.get(new Fact.Client(token.clientId()))
                .flatMap(client -> checkClientAndUser(call, path, token, person, client.orElse(null), facts));
    }

    private static FactResult<AccessDecision> checkClientAndUser(
            Call call,
            RequestPath.Canonical path,
            TokenState token,
            @Nullable Person person,
            @Nullable RegisteredClient client,
            DecisionFacts facts) {
        if (client == null || !client.active()) {
            return invalidToken(Step.CLIENT_ACTIVE, GatewayErrors.clientInactive(), call, token, person);
        }
        if (token.account() != null && (person == null || !person.active())) {
            return invalidToken(Step.ACCOUNT_ACTIVE, GatewayErrors.accountInactive(), call, token, person);
        }
        if (!token.isMeantFor(path)) {
            return invalidToken(Step.RESOURCE, GatewayErrors.otherResource(), call, token, person);
        }
        return facts.get(Fact.SCOPES)
                .flatMap(scopes -> checkScope(
                        call,
                        path,
                        caller(call, token, person, token.scopesThatCount(scopes, client, person)),
                        client.rateLimit(),
                        sufficient -> token.requestable(sufficient, scopes, client, person),
                        scopes,
                        facts));
    }

    private static FactResult<AccessDecision> invalidToken(
            Step step, ErrorText why, Call call, TokenState token, @Nullable Person person) {
        return FactResult.ready(invalidToken(step, why, caller(call, token, person, token.scopes())));
    }

    private static Caller caller(Call call, TokenState token, @Nullable Person person, Set<String> scopes) {
        return new Caller(
                call.tenant(),
                token.id(),
                token.clientId(),
                token.account(),
                person == null ? null : person.username(),
                scopes);
    }

    /** Selects the sufficient scope that a caller is told; null if the client may request none. */
    private interface Requestable {
        @Nullable String of(ScopeNames sufficient);
    }

    private static FactResult<AccessDecision> checkScope(
            Call call,
            RequestPath.Canonical path,
            Caller caller,
            @Nullable RateLimit limit,
            Requestable requestable,
            ScopeMatcher scopes,
            DecisionFacts facts) {
        if (!scopes.covers(caller.scopes(), call.method(), path)) {
            var sufficient = scopes.covering(call.method(), path);
            return FactResult.ready(Denied.at(
                            Step.SCOPE,
                            403,
                            OAuthError.INSUFFICIENT_SCOPE,
                            GatewayErrors.insufficientScope(call.method()),
                            caller)
                    .withScopes(sufficient, requestable.of(sufficient)));
        }
        if (call.enforcer() == Enforcer.PROXY) {
            return facts.get(Fact.QUOTAS).map(quotas -> new Allowed.Elsewhere(caller, limit, quotas.calls()));
        }
        if (isAdminApi(path)) {
            return FactResult.ready(new Allowed.ToAdminApi(caller));
        }
        if (!path.segments().getFirst().equals(INTEGRATION)) {
            return FactResult.ready(notFound(caller));
        }
        return facts.get(Fact.QUOTAS)
                .flatMap(quotas -> facts.get(Fact.SERVICES)
                        .map(services -> findService(call, path, caller, limit, quotas.calls(), services)));
    }

    private static AccessDecision findService(
            Call call,
            RequestPath.Canonical path,
            Caller caller,
            @Nullable RateLimit limit,
            @Nullable RateLimit ofTenant,
            ServiceCatalogue services) {
        return switch (services.find(call.method(), path)) {
            case Lookup.Found(var route) -> new Allowed.ToService(caller, route, path, limit, ofTenant);
            case Lookup.NothingThere() -> notFound(caller);
            case Lookup.OtherMethods(var methods) ->
                Denied.at(Step.METHOD, 405, null, GatewayErrors.methodNotServed(call.method()), caller)
                        .withAllowedMethods(String.join(", ", methods.sorted()));
        };
    }

    /** Returns the denial of a call whose path is invalid. */
    static Denied unreadable(ErrorText why) {
        return Denied.at(Step.PATH, 400, OAuthError.INVALID_REQUEST, why, null);
    }

    private static boolean isAdminApi(RequestPath.Canonical path) {
        return isBelow(ADMIN_API, path) || isBelow(OPERATOR_API, path);
    }

    private static boolean isBelow(List<String> root, RequestPath.Canonical path) {
        return path.segments().size() > root.size()
                && path.segments().subList(0, root.size()).equals(root);
    }

    private static Denied notFound(Caller caller) {
        return Denied.at(Step.SERVICE, 404, null, GatewayErrors.nothingExposed(), caller);
    }

    private static Denied invalidToken(Step step, ErrorText why, @Nullable Caller caller) {
        return Denied.at(step, 401, OAuthError.INVALID_TOKEN, why, caller);
    }
}
