// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.account.signin.Sessions;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.errors.FailureRedirect;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Messages;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.tenant.TenantSettings;
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
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/**
 * The permissions page. Every step of a pending authorization request passes through this page, which redirects to the
 * sign-in page, asks for consent, or redirects to the client.
 */
@Path(Paths.APPROVAL)
@FrontChannel
@OwnForms
@Produces(MediaType.TEXT_HTML)
public class ApprovalResource {
    private final BaseUrl baseUrl;
    private final PendingRequests pendingRequests;
    private final DecidedRequests decidedRequests;
    private final AuthorizationDecisions decisions;
    private final Sessions sessions;
    private final Scopes scopes;
    private final TenantSettings settings;
    private final FailureRedirect failures;
    private final Language language;

    ApprovalResource(
            BaseUrl baseUrl,
            PendingRequests pendingRequests,
            DecidedRequests decidedRequests,
            AuthorizationDecisions decisions,
            Sessions sessions,
            Scopes scopes,
            TenantSettings settings,
            FailureRedirect failures,
            Language language) {
        this.baseUrl = baseUrl;
        this.pendingRequests = pendingRequests;
        this.decidedRequests = decidedRequests;
        this.decisions = decisions;
        this.sessions = sessions;
        this.scopes = scopes;
        this.settings = settings;
        this.failures = failures;
        this.language = language;
    }

    @GET
    public RestResponse<TemplateInstance> page(@RestQuery @Nullable String request, @Context HttpServerRequest http) {
        var key = RequestKey.of(request, http);
        if (key.isEmpty()) {
            return expired();
        }
        var pending = find(key.get(), http);
        if (pending.isEmpty()) {
            return decided(key.get(), null, http);
        }
        var person = person(pending.get(), http);
        if (person.isEmpty()) {
            return Pages.redirect(at(Paths.SIGN_IN, key.get()));
        }
        return next(pending.get(), person.get(), http);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<TemplateInstance> decide(
            @RestForm @Nullable String request,
            @RestForm @Nullable String decision,
            @RestForm @Nullable List<String> scope,
            @Context HttpServerRequest http) {
        var key = RequestKey.of(request, http);
        if (key.isEmpty()) {
            return expired();
        }
        var sent = Decision.sent(decision, scope);
        var found = find(key.get(), http);
        if (found.isEmpty()) {
            return decided(key.get(), sent, http);
        }
        var pending = found.get();
        var person = person(pending, http);
        if (person.isEmpty()) {
            return Pages.redirect(at(Paths.SIGN_IN, key.get()));
        }
        if (!Objects.equals(pending.account(), person.get().id())) {
            return Pages.redirect(at(Paths.APPROVAL, key.get()));
        }
        if (!sent.granted()) {
            var denied = decisions.deny(pending, person.get(), "The resource owner denied access.", issuer(http));
            return denied.map(Pages::answer).orElseGet(() -> decided(key.get(), sent, http));
        }
        var scopes = decisions.grantable(pending.request(), person.get()).intersect(sent.scopes());
        if (scopes.isEmpty()) {
            return show(Status.BAD_REQUEST, pending, person.get(), ScopeNames.NONE, true);
        }
        return decisions
                .grant(pending, person.get(), scopes, issuer(http))
                .map(Pages::answer)
                .orElseGet(() -> decided(key.get(), sent, http));
    }

    private RestResponse<TemplateInstance> next(
            PendingRequests.Pending pending, Person person, HttpServerRequest http) {
        var grantable = decisions.grantable(pending.request(), person);
        if (grantable.isEmpty()) {
            return decisions
                    .deny(pending, person, "The account may not grant any of the requested scopes.", issuer(http))
                    .map(Pages::answer)
                    .orElseGet(() -> decided(pending.key(), null, http));
        }
        if (!pending.forceConsent() && !decisions.needsApproval(pending.request(), person)) {
            return decisions
                    .grant(pending, person, grantable, issuer(http))
                    .map(Pages::answer)
                    .orElseGet(() -> decided(pending.key(), null, http));
        }
        return show(Status.OK, pending, person, grantable, false);
    }

    private RestResponse<TemplateInstance> show(
            Status status, PendingRequests.Pending pending, Person person, ScopeNames ticked, boolean nothingTicked) {
        pendingRequests.shownTo(pending.id(), person.id());
        var client = pending.request().client();
        var matcher = scopes.matcher();
        var choices = decisions.grantable(pending.request(), person).names().stream()
                .map(matcher::get)
                .filter(Objects::nonNull)
                .map(known -> new ScopeChoice(known.name(), known.description(), ticked.contains(known.name())))
                .toList();
        return Pages.page(
                status,
                AuthorizeTemplates.permissions(new PermissionsPage(
                        pending.key().handle(),
                        card(client),
                        person.username(),
                        person.displayName(),
                        pending.request().redirectUri().destination(),
                        choices,
                        nothingTicked,
                        branding(),
                        false)));
    }

    private Branding branding() {
        var current = settings.current();
        return Branding.of(
                current.approvalTitle(),
                current.approvalHeading(),
                current.approvalFooter(),
                current.approvalLogo(),
                texts());
    }

    private Optional<PendingRequests.Pending> find(RequestKey key, HttpServerRequest http) {
        var found = pendingRequests.find(key);
        found.ifPresent(pending -> failures.to((error, why) ->
                Pages.failure(AuthorizationResponse.refusal(pending.request().refusal(error, why), issuer(http)))));
        return found;
    }

    /**
     * Answers a request that was already decided. Repeats the response if the same decision is sent again, for example
     * by a double click, or if the user was not asked; otherwise shows the decision.
     *
     * @param sent the decision; null if the page was opened
     */
    private RestResponse<TemplateInstance> decided(RequestKey key, @Nullable Decision sent, HttpServerRequest http) {
        var found = sessions.of(http).flatMap(signedIn -> decidedRequests.find(key, signedIn.person()));
        if (found.isEmpty()) {
            return expired();
        }
        var decided = found.get();
        var again = sent == null ? decided.answer().filter(answer -> !decided.asked()) : decided.answerTo(sent);
        return again.map(Pages::answer)
                .orElseGet(() -> Pages.page(
                        sent == null ? Status.OK : Status.CONFLICT,
                        AuthorizeTemplates.decided(new DecidedPage(
                                key.handle(),
                                card(decided.client()),
                                decided.granted(),
                                List.copyOf(decided.scope().names()),
                                decided.answer().isPresent(),
                                decided.redirectUri().home().map(URI::toString).orElse(null),
                                decided.redirectUri().destination(),
                                branding()))));
    }

    private static ClientSummary card(RegisteredClient client) {
        return new ClientSummary(client.name(), client.version(), client.description());
    }

    /** Returns the signed-in user, unless the request requires a new sign-in. */
    private Optional<Person> person(PendingRequests.Pending pending, HttpServerRequest http) {
        return sessions.of(http)
                .filter(signedIn ->
                        !pending.forceSignIn() || signedIn.authenticatedAt().isAfter(pending.createdAt()))
                .map(signedIn -> signedIn.person());
    }

    private RestResponse<TemplateInstance> expired() {
        return Pages.expired(texts());
    }

    private Messages texts() {
        return language.texts(Messages.class);
    }

    private String issuer(HttpServerRequest http) {
        return baseUrl.of(http);
    }

    private static URI at(String path, RequestKey key) {
        return UriBuilder.fromPath(path).queryParam("request", "{request}").build(key.handle());
    }
}
