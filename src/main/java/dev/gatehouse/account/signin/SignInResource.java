// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import dev.gatehouse.account.KnownBrowsers;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Locations;
import dev.gatehouse.http.Messages;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.PageHeaders;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.TooManyAttemptsException;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in page and sign-out. A sign-in for an authorization request returns to that request, and a sign-in for a
 * Gatehouse page returns to the page ({@link ReturnPath}). Any other sign-in opens the default page of the user.
 */
@Path("/")
@FrontChannel
@OwnForms
@Produces(MediaType.TEXT_HTML)
public class SignInResource {
    private static final int MAX_INPUT = 200;

    private final SignIns signIns;
    private final Sessions sessions;
    private final KnownBrowsers knownBrowsers;
    private final SignInPurpose signInPurpose;
    private final Language language;

    SignInResource(
            SignIns signIns,
            Sessions sessions,
            KnownBrowsers knownBrowsers,
            SignInPurpose signInPurpose,
            Language language) {
        this.signIns = signIns;
        this.sessions = sessions;
        this.knownBrowsers = knownBrowsers;
        this.signInPurpose = signInPurpose;
        this.language = language;
    }

    @GET
    public TemplateInstance home(@Context HttpServerRequest http) {
        return AccountTemplates.home(new HomePage(sessions.of(http)
                .map(signedIn -> signedIn.person().displayName())
                .orElse(null)));
    }

    @GET
    @Path(Paths.SIGN_IN)
    public RestResponse<TemplateInstance> signInPage(
            @RestQuery @Nullable String request, @RestQuery @Nullable String next, @Context HttpServerRequest http) {
        return answer(Status.OK, new AfterSignIn(request, next), "", null, http);
    }

    @POST
    @Path(Paths.SIGN_IN)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<?> signIn(
            @RestForm @Nullable String username,
            @RestForm @Nullable String password,
            @RestForm @Nullable String request,
            @RestForm @Nullable String next,
            @Context HttpServerRequest http) {
        var texts = language.texts(Messages.class);
        var onward = new AfterSignIn(request, next);
        var name = username == null ? "" : username.strip();
        if (name.isEmpty() || password == null || password.isEmpty()) {
            return refused(Status.BAD_REQUEST, onward, name, texts.signInIncomplete(), http);
        }
        if (name.length() > MAX_INPUT
                || password.length() > MAX_INPUT
                || name.chars().anyMatch(Character::isISOControl)) {
            return refused(Status.UNAUTHORIZED, onward, "", texts.signInWrong(), http);
        }
        try {
            var proof = signIns.check(name, password, knownBrowsers.source(http));
            var cookie = proof.flatMap(shown -> sessions.begin(shown, http));
            if (proof.isEmpty() || cookie.isEmpty()) {
                return refused(Status.UNAUTHORIZED, onward, name, texts.signInWrong(), http);
            }
            var person = proof.get().person();
            return Locations.seeOther(onward.destination(person))
                    .cookie(cookie.get(), knownBrowsers.remember(person, http))
                    .build();
        } catch (TooManyAttemptsException held) {
            return retryAfter(
                    held.seconds(),
                    refused(
                            Status.TOO_MANY_REQUESTS,
                            onward,
                            name,
                            texts.tooManyAttempts(held.seconds(), held.minutes()),
                            http));
        } catch (BusyException busy) {
            return retryAfter(
                    BusyException.RETRY_SECONDS,
                    refused(Status.SERVICE_UNAVAILABLE, onward, name, texts.signInBusy(), http));
        }
    }

    @POST
    @Path(Paths.SIGN_OUT)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<?> signOut(@RestForm @Nullable String request, @Context HttpServerRequest http) {
        var cookie = sessions.end(http);
        return request == null || request.isEmpty()
                ? RestResponse.ResponseBuilder.ok(
                                AccountTemplates.signedOut(), MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                        .cookie(cookie)
                        .build()
                : Locations.seeOther(UriBuilder.fromPath(Paths.SIGN_IN)
                                .queryParam("request", "{request}")
                                .build(request))
                        .cookie(cookie)
                        .build();
    }

    private RestResponse<TemplateInstance> refused(
            Status status, AfterSignIn onward, String username, String problem, HttpServerRequest http) {
        return answer(status, onward, username, problem, http);
    }

    private RestResponse<TemplateInstance> answer(
            Status status, AfterSignIn onward, String username, @Nullable String problem, HttpServerRequest http) {
        return RestResponse.ResponseBuilder.create(status, page(onward, username, problem, http))
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", PageHeaders.POLICY_WITH_SCRIPT)
                .build();
    }

    private static RestResponse<TemplateInstance> retryAfter(Object seconds, RestResponse<TemplateInstance> refusal) {
        refusal.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, seconds);
        return refusal;
    }

    private TemplateInstance page(
            AfterSignIn onward, String username, @Nullable String problem, HttpServerRequest http) {
        var pending = onward.request().filter(request -> request.length() <= MAX_INPUT);
        var clientName = pending.flatMap(request -> signInPurpose.clientName(request, http));
        return AccountTemplates.signIn(new SignInPage(
                pending.orElse(null),
                onward.next().map(next -> next.uri().toString()).orElse(null),
                username,
                problem,
                clientName.orElse(null)));
    }
}
