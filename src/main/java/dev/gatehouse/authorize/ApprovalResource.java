package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
import dev.gatehouse.account.Sessions;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.BaseUrl;
import dev.gatehouse.platform.FailureRedirect;
import dev.gatehouse.platform.FrontChannel;
import dev.gatehouse.platform.Language;
import dev.gatehouse.platform.Messages;
import dev.gatehouse.platform.OwnForms;
import dev.gatehouse.platform.Paths;
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
 * The permissions page. Every step of a pending request comes by here, and is sent to where it has to go: to sign in, to
 * decide, or back to the client.
 */
@Path(Paths.APPROVAL)
@FrontChannel
@OwnForms
@Produces(MediaType.TEXT_HTML)
public class ApprovalResource {
    private final BaseUrl baseUrl;
    private final PendingRequests pendingRequests;
    private final AuthorizationDecisions decisions;
    private final Sessions sessions;
    private final Scopes scopes;
    private final TenantSettings settings;
    private final FailureRedirect failures;
    private final Language language;

    ApprovalResource(
            BaseUrl baseUrl,
            PendingRequests pendingRequests,
            AuthorizationDecisions decisions,
            Sessions sessions,
            Scopes scopes,
            TenantSettings settings,
            FailureRedirect failures,
            Language language) {
        this.baseUrl = baseUrl;
        this.pendingRequests = pendingRequests;
        this.decisions = decisions;
        this.sessions = sessions;
        this.scopes = scopes;
        this.settings = settings;
        this.failures = failures;
        this.language = language;
    }

    @GET
    public RestResponse<TemplateInstance> page(@RestQuery @Nullable String request, @Context HttpServerRequest http) {
        var pending = find(request, http);
        if (request == null || pending.isEmpty()) {
            return expired();
        }
        var person = person(pending.get(), http);
        if (person.isEmpty()) {
            return Pages.redirect(at(Paths.SIGN_IN, request));
        }
        return next(request, pending.get(), person.get(), http);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<TemplateInstance> decide(
            @RestForm @Nullable String request,
            @RestForm @Nullable String decision,
            @RestForm @Nullable List<String> scope,
            @Context HttpServerRequest http) {
        var found = find(request, http);
        if (request == null || found.isEmpty()) {
            return expired();
        }
        var pending = found.get();
        var person = person(pending, http);
        if (person.isEmpty()) {
            return Pages.redirect(at(Paths.SIGN_IN, request));
        }
        if (!Objects.equals(pending.account(), person.get().id())) {
            return Pages.redirect(at(Paths.APPROVAL, request));
        }
        if (!"grant".equals(decision)) {
            return finish(decisions.deny(pending, person.get(), "the resource owner denied access", issuer(http)));
        }
        var granted = decisions.grantable(pending.request(), person.get()).intersect(scope == null ? List.of() : scope);
        return granted.isEmpty()
                ? show(Status.BAD_REQUEST, request, pending, person.get(), ScopeNames.NONE, true)
                : finish(decisions.grant(pending, person.get(), granted, issuer(http)));
    }

    private RestResponse<TemplateInstance> next(
            String request, PendingRequests.Pending pending, Person person, HttpServerRequest http) {
        var grantable = decisions.grantable(pending.request(), person);
        if (grantable.isEmpty()) {
            return finish(
                    decisions.deny(pending, person, "the account may not grant what was asked for", issuer(http)));
        }
        if (!pending.forceConsent() && !decisions.needsApproval(pending.request(), person)) {
            return finish(decisions.grant(pending, person, grantable, issuer(http)));
        }
        return show(Status.OK, request, pending, person, grantable, false);
    }

    private RestResponse<TemplateInstance> show(
            Status status,
            String request,
            PendingRequests.Pending pending,
            Person person,
            ScopeNames ticked,
            boolean nothingTicked) {
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
                        request,
                        new ClientCard(client.name(), client.version(), client.description()),
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

    private Optional<PendingRequests.Pending> find(@Nullable String request, HttpServerRequest http) {
        if (request == null || request.isEmpty() || request.length() > 100) {
            return Optional.empty();
        }
        var found = pendingRequests.find(request, http);
        found.ifPresent(pending -> failures.to(
                (error, why) -> AuthorizationAnswers.refusal(pending.request().refusal(error, why), issuer(http))));
        return found;
    }

    /** Who is signed in, unless they have to sign in anew for this request. */
    private Optional<Person> person(PendingRequests.Pending pending, HttpServerRequest http) {
        return sessions.of(http)
                .filter(signedIn ->
                        !pending.forceSignIn() || signedIn.authenticatedAt().isAfter(pending.createdAt()))
                .map(signedIn -> signedIn.person());
    }

    private RestResponse<TemplateInstance> finish(Optional<URI> answer) {
        return answer.map(Pages::redirect).orElseGet(this::expired);
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

    private static URI at(String path, String request) {
        return UriBuilder.fromPath(path).queryParam("request", "{request}").build(request);
    }
}
