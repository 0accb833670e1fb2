// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.account.signin.Sessions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditDetails;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.authorize.AuthorizationError.RedirectedToClient;
import dev.gatehouse.authorize.AuthorizationError.ShownToUser;
import dev.gatehouse.authorize.AuthorizationRequest.Prompt;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Messages;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.TooManyAttemptsException;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The authorization endpoint (RFC 6749 §3.1). Validates the request and redirects the browser to the permissions page
 * or, with an error, to the client.
 */
@Path(Paths.AUTHORIZE)
@FrontChannel
@Produces(MediaType.TEXT_HTML)
public class AuthorizeResource {
    private final BaseUrl baseUrl;
    private final AuthorizationRequests requests;
    private final PendingRequests pendingRequests;
    private final AuthorizationBudgets budgets;
    private final AuthorizationDecisions decisions;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Language language;

    AuthorizeResource(
            BaseUrl baseUrl,
            AuthorizationRequests requests,
            PendingRequests pendingRequests,
            AuthorizationBudgets budgets,
            AuthorizationDecisions decisions,
            Sessions sessions,
            AuditLog audit,
            Language language) {
        this.baseUrl = baseUrl;
        this.requests = requests;
        this.pendingRequests = pendingRequests;
        this.budgets = budgets;
        this.decisions = decisions;
        this.sessions = sessions;
        this.audit = audit;
        this.language = language;
    }

    @GET
    public RestResponse<TemplateInstance> get(@Context HttpServerRequest http) {
        return answer(OAuthParameters.parse(http.query(), null), http);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<TemplateInstance> post(byte @Nullable [] body, @Context HttpServerRequest http) {
        return answer(OAuthParameters.parse(http.query(), body), http);
    }

    private RestResponse<TemplateInstance> answer(OAuthParameters parameters, HttpServerRequest http) {
        var issuer = baseUrl.of(http);
        return switch (requests.read(parameters, issuer)) {
            case AuthorizationRequest request -> begin(request, issuer, http);
            case ShownToUser fault -> {
                audit.note(AuditEvent.denied(AuditAction.AUTHORIZATION_REFUSED)
                        .detail(AuditDetails.refused(fault.error(), fault.reason())));
                yield Pages.problem(fault, language);
            }
            case RedirectedToClient fault -> {
                audit.note(AuditEvent.denied(AuditAction.AUTHORIZATION_REFUSED)
                        .client(parameters.ifSound("client_id"))
                        .detail(AuditDetails.refused(fault.error(), fault.reason())));
                yield Pages.answer(AuthorizationResponse.refusal(fault, issuer));
            }
        };
    }

    private RestResponse<TemplateInstance> begin(AuthorizationRequest request, String issuer, HttpServerRequest http) {
        if (request.prompts().contains(Prompt.NONE)) {
            return Pages.answer(withoutAsking(request, issuer, http));
        }
        try {
            budgets.begin(Addresses.of(http));
        } catch (TooManyAttemptsException tooMany) {
            audit.note(AuditEvent.denied(AuditAction.AUTHORIZATION_REFUSED)
                    .client(request.client().clientId())
                    .detail(AuthorizeDetails.tooMany()));
            return Pages.tooMany(tooMany, language.texts(Messages.class));
        }
        var stored = pendingRequests.store(request, http);
        var next = UriBuilder.fromPath(Paths.APPROVAL)
                .queryParam("request", "{request}")
                .build(stored.handle());
        return Pages.redirect(next, stored.cookie());
    }

    /** Answers a request with {@code prompt=none}, without showing a page (OpenID Connect Core §3.1.2.1). */
    private AuthorizationResponse withoutAsking(AuthorizationRequest request, String issuer, HttpServerRequest http) {
        var signedIn = sessions.of(http);
        if (signedIn.isEmpty()) {
            return refuse(request, OAuthError.LOGIN_REQUIRED, AuthorizeErrors.signInNeeded(), issuer);
        }
        var person = signedIn.get().person();
        var scope = decisions.grantable(request, person);
        return scope.isEmpty() || decisions.needsApproval(request, person)
                ? refuse(request, OAuthError.CONSENT_REQUIRED, AuthorizeErrors.consentNeeded(), issuer)
                : decisions.grant(request, person, scope, issuer);
    }

    private static AuthorizationResponse refuse(
            AuthorizationRequest request, OAuthError error, ErrorText why, String issuer) {
        return AuthorizationResponse.refusal(request.refusal(error, why), issuer);
    }
}
