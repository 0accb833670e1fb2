package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.token.AuthorizationCodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a person's decision into the answer that their browser carries to the client. */
@ApplicationScoped
class AuthorizationDecisions {
    private final PendingRequests pendingRequests;
    private final Consents consents;
    private final AuthorizationCodes codes;
    private final Scopes scopes;
    private final AuditLog audit;

    AuthorizationDecisions(
            PendingRequests pendingRequests,
            Consents consents,
            AuthorizationCodes codes,
            Scopes scopes,
            AuditLog audit) {
        this.pendingRequests = pendingRequests;
        this.consents = consents;
        this.codes = codes;
        this.scopes = scopes;
        this.audit = audit;
    }

    /** What of a request a person may grant at all: a built-in scope only with the role that it takes. */
    ScopeNames grantable(AuthorizationRequest request, Person person) {
        var matcher = scopes.matcher();
        return ScopeNames.of(request.scope().names().stream()
                .filter(name -> {
                    var scope = matcher.get(name);
                    return scope != null && (!scope.builtIn() || person.mayAdminister(name.equals(Scopes.AUDIT)));
                })
                .toList());
    }

    /** Whether a person has to be asked. */
    boolean needsApproval(PendingRequests.Pending pending, Person person) {
        var request = pending.request();
        return pending.forceConsent()
                || !consents.isGranted(request.client(), request.redirectUri(), person, grantable(request, person));
    }

    /** Issues a code for what was granted; nothing when the request was decided by a faster answer. */
    @Transactional
    Optional<URI> grant(PendingRequests.Pending pending, Person person, ScopeNames granted, String issuer) {
        if (!pendingRequests.take(pending.id())) {
            return Optional.empty();
        }
        consents.remember(pending.request().client(), person, granted);
        return Optional.of(issue(pending.request(), pending.resource(), person, granted, issuer));
    }

    /** The same for a request that nobody had to be asked about and that was not stored. */
    @Transactional
    URI grantAtOnce(AuthorizationRequest request, Person person, ScopeNames granted, String issuer) {
        var resource = request.resource() == null ? null : request.resource().uri();
        return issue(request, resource, person, granted, issuer);
    }

    /** Whether a request of {@code prompt=none} can be answered without asking. */
    boolean isGrantedAlready(AuthorizationRequest request, Person person) {
        return consents.isGranted(request.client(), request.redirectUri(), person, grantable(request, person));
    }

    /** Tells the client that the person said no; nothing when the request was decided by a faster answer. */
    @Transactional
    Optional<URI> deny(PendingRequests.Pending pending, Person person, String why, String issuer) {
        if (!pendingRequests.take(pending.id())) {
            return Optional.empty();
        }
        var request = pending.request();
        audit.record(AuditEvent.denied(AuditAction.ACCESS_DENIED)
                .by(person.username())
                .client(request.client().clientId())
                .detail(why));
        return Optional.of(AuthorizationAnswers.refusal(
                new AuthorizationFault.RedirectedToClient(
                        request.redirectUri(), request.responseType(), OAuthError.ACCESS_DENIED, why, request.state()),
                issuer));
    }

    private URI issue(
            AuthorizationRequest request, @Nullable String resource, Person person, ScopeNames granted, String issuer) {
        var code = codes.issue(new AuthorizationCodes.Approved(
                request.client(),
                person,
                request.redirectUri(),
                request.redirectUriSent(),
                request.codeChallenge(),
                granted,
                resource));
        audit.record(AuditEvent.success(AuditAction.ACCESS_GRANTED)
                .by(person.username())
                .client(request.client().clientId())
                .detail(granted.toString()));
        return AuthorizationAnswers.code(request, code, issuer);
    }
}
