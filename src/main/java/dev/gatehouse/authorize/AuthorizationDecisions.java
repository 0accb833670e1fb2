// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.token.grant.AuthorizationCodes;
import dev.gatehouse.token.grant.GrantableScopes;
import dev.gatehouse.token.grant.ImplicitGrant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns a user's decision into the authorization response. A stored request is decided once, even by concurrent
 * requests on several nodes; the decision is stored in the same transaction.
 */
@ApplicationScoped
class AuthorizationDecisions {
    private final PendingRequests pendingRequests;
    private final DecidedRequests decidedRequests;
    private final Consents consents;
    private final AuthorizationCodes codes;
    private final ImplicitGrant implicit;
    private final GrantableScopes grantableScopes;
    private final AuditLog audit;

    AuthorizationDecisions(
            PendingRequests pendingRequests,
            DecidedRequests decidedRequests,
            Consents consents,
            AuthorizationCodes codes,
            ImplicitGrant implicit,
            GrantableScopes grantableScopes,
            AuditLog audit) {
        this.pendingRequests = pendingRequests;
        this.decidedRequests = decidedRequests;
        this.consents = consents;
        this.codes = codes;
        this.implicit = implicit;
        this.grantableScopes = grantableScopes;
        this.audit = audit;
    }

    /** Returns the requested scopes that a user may grant. */
    ScopeNames grantable(AuthorizationRequest request, Person person) {
        return grantableScopes.among(request.scope(), request.client(), person);
    }

    /** Returns whether a user must be asked for consent. Ignores {@code prompt=consent}. */
    boolean needsApproval(AuthorizationRequest request, Person person) {
        return !consents.isGranted(request, person, grantable(request, person));
    }

    /** Issues a code or token for the granted scopes; empty if another request already decided. */
    Optional<AuthorizationResponse> grant(
            PendingRequests.Pending pending, Person person, ScopeNames granted, String issuer) {
        var response = prepare(pending.request(), person, granted, issuer);
        return QuarkusTransaction.requiringNew().call(() -> {
            if (!pendingRequests.take(pending.id())) {
                return Optional.empty();
            }
            consents.remember(pending.request().client(), person, granted);
            var issued = response.issue();
            decidedRequests.remember(pending, person, granted, issued.answer(), issued.id());
            return Optional.of(issued.answer());
        });
    }

    /** Issues a code or token for a request that needs no consent and was not stored. */
    AuthorizationResponse grant(AuthorizationRequest request, Person person, ScopeNames granted, String issuer) {
        var response = prepare(request, person, granted, issuer);
        return QuarkusTransaction.requiringNew().call(response::issue).answer();
    }

    /** A response with the id of its code or token. */
    private record Issued(UUID id, AuthorizationResponse answer) {}

    /** The part of issuing that runs in the transaction, after slow work such as signing. */
    private interface Response {
        Issued issue();
    }

    private Response prepare(AuthorizationRequest request, Person person, ScopeNames granted, String issuer) {
        return switch (request.responseType()) {
            case CODE ->
                () -> {
                    var code = codes.issue(new AuthorizationCodes.Approved(
                            request.client(),
                            person,
                            request.redirectUri(),
                            request.redirectUriSent(),
                            request.codeChallenge(),
                            granted,
                            request.resources()));
                    recordGrant(request, person, granted);
                    return new Issued(code.id(), AuthorizationResponse.code(request, code.raw(), issuer));
                };
            case TOKEN -> {
                var token = implicit.make(issuer, request.client(), person, granted, request.resources());
                yield () -> {
                    recordGrant(request, person, granted);
                    var stored = implicit.store(token);
                    return new Issued(stored.id(), AuthorizationResponse.token(request, stored.response(), issuer));
                };
            }
        };
    }

    private void recordGrant(AuthorizationRequest request, Person person, ScopeNames granted) {
        audit.record(AuditEvent.success(AuditAction.ACCESS_GRANTED)
                .by(person.username())
                .client(request.client().clientId())
                .value(granted.toString()));
    }

    /** Returns the response for denied access; empty if another request already decided. */
    @Transactional
    Optional<AuthorizationResponse> deny(PendingRequests.Pending pending, Person person, ErrorText why, String issuer) {
        if (!pendingRequests.take(pending.id())) {
            return Optional.empty();
        }
        var request = pending.request();
        audit.record(AuditEvent.denied(AuditAction.ACCESS_DENIED)
                .by(person.username())
                .client(request.client().clientId())
                .detail(why));
        var answer = AuthorizationResponse.refusal(request.refusal(OAuthError.ACCESS_DENIED, why), issuer);
        decidedRequests.remember(pending, person, null, answer, null);
        return Optional.of(answer);
    }
}
