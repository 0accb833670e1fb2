package dev.gatehouse.gateway;

import dev.gatehouse.account.Person;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.issuer.Judgement;
import dev.gatehouse.oauth.BearerToken;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Caller;
import dev.gatehouse.platform.ErrorText;
import dev.gatehouse.platform.RateLimit;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.service.CorsMode;
import dev.gatehouse.service.ServiceCatalogue.Lookup;
import dev.gatehouse.token.TokenState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may pass: step by step, denied unless each says yes. It looks at the request and at what is known
 * and changes nothing.
 */
@ApplicationScoped
class AccessDecisions {
    private static final String INTEGRATION = "integration";
    private static final List<String> ADMIN_API = List.of("admin", "api");

    private final TimeSource time;

    /** Who acts on a decision: the gateway, which forwards itself, or a proxy in front of a service that is not exposed here. */
    enum Enforcer {
        GATEWAY,
        PROXY
    }

    /**
     * A call as it came in.
     *
     * @param preflight for a preflight that is passed on: the method that it asks about; null: any other call
     */
    record Call(
            String tenant,
            String method,
            RequestPath path,
            List<String> authorization,
            Enforcer enforcer,
            @Nullable String preflight) {
        Call(String tenant, String method, RequestPath path, List<String> authorization, Enforcer enforcer) {
            this(tenant, method, path, authorization, enforcer, null);
        }

        Call asPreflight(String asked) {
            return new Call(tenant, method, path, authorization, enforcer, asked);
        }
    }

    AccessDecisions(TimeSource time) {
        this.time = time;
    }

    AccessDecision decide(Call call, Knowledge known) {
        return switch (call.path()) {
            case RequestPath.Refused(var why) -> unreadable(why);
            case RequestPath.Canonical path ->
                call.preflight() == null ? decide(call, path, known) : passOn(call, call.preflight(), path, known);
        };
    }

    /** A preflight carries no token, so it passes as long as its service says so, and no further than to the upstream. */
    private static AccessDecision passOn(Call call, String asked, RequestPath.Canonical path, Knowledge known) {
        return known.services()
                .ruling(asked, path)
                .filter(route -> route.cors().mode() == CorsMode.PASS)
                .<AccessDecision>map(route -> new Allowed.ToService(Caller.preflight(call.tenant()), route, path, null))
                .orElseGet(AccessDecisions::tokenNeeded);
    }

    private static Denied tokenNeeded() {
        return denied(Step.BEARER_TOKEN, 401, null, GatewayErrors.tokenNeeded(), null);
    }

    private AccessDecision decide(Call call, RequestPath.Canonical path, Knowledge known) {
        return switch (BearerToken.from(call.authorization())) {
            case BearerToken.Missing() -> tokenNeeded();
            case BearerToken.Malformed(var fault) ->
                denied(Step.BEARER_TOKEN, 400, OAuthError.INVALID_REQUEST, malformed(fault), null);
            case BearerToken.Present(var value) -> {
                var token = known.token(Sha256.of(value));
                yield token == null
                        ? decide(call, path, known.external(value), known)
                        : decide(call, path, token, known);
            }
        };
    }

    private static ErrorText malformed(BearerToken.Fault fault) {
        return switch (fault) {
            case SEVERAL_HEADERS -> GatewayErrors.severalHeaders();
            case NOT_A_B64TOKEN -> GatewayErrors.malformedToken();
        };
    }

    /** A token that was not issued here may be one of an issuer that is trusted. */
    private static AccessDecision decide(Call call, RequestPath.Canonical path, Judgement external, Knowledge known) {
        return switch (external) {
            case Judgement.Accepted accepted ->
                decide(
                        call,
                        path,
                        ExternalCallers.of(call.tenant(), accepted, known.scopes()),
                        null,
                        sufficient -> ExternalCallers.requestable(sufficient, accepted, known.scopes()),
                        known);
            case Judgement.Refused refused -> ExternalCallers.denied(refused);
            case Judgement.Undecided undecided -> ExternalCallers.denied(undecided);
            case Judgement.Unknown() -> invalidToken(Step.TOKEN_KNOWN, GatewayErrors.tokenUnknown(), null);
        };
    }

    private AccessDecision decide(Call call, RequestPath.Canonical path, TokenState token, Knowledge known) {
        var person = token.account() == null ? null : known.person(token.account());
        var caller = caller(call, token, person, token.scopes());
        if (token.revoked()) {
            return invalidToken(Step.NOT_REVOKED, GatewayErrors.tokenRevoked(), caller);
        }
        if (token.isExpired(time.now())) {
            return invalidToken(Step.NOT_EXPIRED, GatewayErrors.tokenExpired(), caller);
        }
        var client = known.client(token.clientId());
        if (client == null || !client.active()) {
            return invalidToken(Step.CLIENT_ACTIVE, GatewayErrors.clientInactive(), caller);
        }
        if (token.account() != null && (person == null || !person.active())) {
            return invalidToken(Step.ACCOUNT_ACTIVE, GatewayErrors.accountInactive(), caller);
        }
        if (!token.isMeantFor(path)) {
            return invalidToken(Step.RESOURCE, GatewayErrors.otherResource(), caller);
        }
        var counting = token.scopesThatCount(known.scopes(), client, person);
        return decide(
                call,
                path,
                caller(call, token, person, counting),
                client.rateLimit(),
                sufficient -> token.requestable(sufficient, known.scopes(), client, person),
                known);
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

    /** Which of the scopes that would do a caller is told; null: none, because its client may not ask for one. */
    private interface Requestable {
        @Nullable String of(ScopeNames sufficient);
    }

    private static AccessDecision decide(
            Call call,
            RequestPath.Canonical path,
            Caller caller,
            @Nullable RateLimit limit,
            Requestable requestable,
            Knowledge known) {
        if (!known.scopes().covers(caller.scopes(), call.method(), path)) {
            var sufficient = known.scopes().covering(call.method(), path);
            return new Denied(
                    Step.SCOPE,
                    403,
                    OAuthError.INSUFFICIENT_SCOPE,
                    GatewayErrors.insufficientScope(call.method()),
                    sufficient,
                    requestable.of(sufficient),
                    null,
                    caller,
                    null);
        }
        if (call.enforcer() == Enforcer.PROXY) {
            return new Allowed.Elsewhere(caller, limit);
        }
        if (isAdminApi(path)) {
            return new Allowed.ToAdminApi(caller);
        }
        if (!path.segments().getFirst().equals(INTEGRATION)) {
            return notFound(caller);
        }
        return switch (known.services().find(call.method(), path)) {
            case Lookup.Found(var route) -> new Allowed.ToService(caller, route, path, limit);
            case Lookup.NothingThere() -> notFound(caller);
            case Lookup.OtherMethods(var methods) ->
                new Denied(
                        Step.METHOD,
                        405,
                        null,
                        GatewayErrors.methodNotServed(call.method()),
                        ScopeNames.NONE,
                        String.join(", ", methods.sorted()),
                        caller);
        };
    }

    /** A call whose path nobody decides about. */
    static Denied unreadable(ErrorText why) {
        return denied(Step.PATH, 400, OAuthError.INVALID_REQUEST, why, null);
    }

    private static boolean isAdminApi(RequestPath.Canonical path) {
        return path.segments().size() > ADMIN_API.size()
                && path.segments().subList(0, ADMIN_API.size()).equals(ADMIN_API);
    }

    private static Denied notFound(Caller caller) {
        return new Denied(Step.SERVICE, 404, null, GatewayErrors.nothingExposed(), ScopeNames.NONE, null, caller);
    }

    private static Denied invalidToken(Step step, ErrorText why, @Nullable Caller caller) {
        return denied(step, 401, OAuthError.INVALID_TOKEN, why, caller);
    }

    private static Denied denied(
            Step step, int status, @Nullable OAuthError error, ErrorText why, @Nullable Caller caller) {
        return new Denied(step, status, error, why, ScopeNames.NONE, null, caller);
    }
}
