package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.token.grant.AuthorizationCodes;
import dev.gatehouse.token.grant.GrantableScopes;
import dev.gatehouse.token.grant.ImplicitGrant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/**
 * Turns a person's decision into the answer that their browser carries to the client. A stored request is decided once,
 * whoever races on whichever node; what became of it is kept in the same transaction.
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

    /** What of a request a person may grant at all. */
    ScopeNames grantable(AuthorizationRequest request, Person person) {
        return grantableScopes.among(request.scope(), request.client(), person);
    }

    /** Whether a person has to be asked, unless the client wants them to be asked anyway. */
    boolean needsApproval(AuthorizationRequest request, Person person) {
        return !consents.isGranted(request, person, grantable(request, person));
    }

    /** Issues what was asked for, as far as it was granted; nothing when the request was decided by a faster answer. */
    Optional<AuthorizationAnswer> grant(
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

    /** The same for a request that nobody has to be asked about and that was not stored. */
    AuthorizationAnswer grant(AuthorizationRequest request, Person person, ScopeNames granted, String issuer) {
        var response = prepare(request, person, granted, issuer);
        return QuarkusTransaction.requiringNew().call(response::issue).answer();
    }

    /** An answer with the id of the code or token that it holds. */
    private record Issued(UUID id, AuthorizationAnswer answer) {}

    /** What is left to do in the transaction, once all that takes its time is done. */
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
                    return new Issued(code.id(), AuthorizationAnswer.code(request, code.raw(), issuer));
                };
            case TOKEN -> {
                var token = implicit.make(issuer, request.client(), person, granted, request.resources());
                yield () -> {
                    recordGrant(request, person, granted);
                    var stored = implicit.store(token);
                    return new Issued(stored.id(), AuthorizationAnswer.token(request, stored.response(), issuer));
                };
            }
        };
    }

    private void recordGrant(AuthorizationRequest request, Person person, ScopeNames granted) {
        audit.record(AuditEvent.success(AuditAction.ACCESS_GRANTED)
                .by(person.username())
                .client(request.client().clientId())
                .detail(granted.toString()));
    }

    /** Tells the client that the person said no; nothing when the request was decided by a faster answer. */
    @Transactional
    Optional<AuthorizationAnswer> deny(PendingRequests.Pending pending, Person person, String why, String issuer) {
        if (!pendingRequests.take(pending.id())) {
            return Optional.empty();
        }
        var request = pending.request();
        audit.record(AuditEvent.denied(AuditAction.ACCESS_DENIED)
                .by(person.username())
                .client(request.client().clientId())
                .detail(why));
        var answer = AuthorizationAnswer.refusal(request.refusal(OAuthError.ACCESS_DENIED, why), issuer);
        decidedRequests.remember(pending, person, null, answer, null);
        return Optional.of(answer);
    }
}
