// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import dev.gatehouse.account.KnownBrowsers;
import dev.gatehouse.account.SignInProof;
import dev.gatehouse.account.invitation.InvitationPage.Mistakes;
import dev.gatehouse.account.signin.ReturnPath;
import dev.gatehouse.account.signin.Sessions;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Locations;
import dev.gatehouse.http.Messages;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.FieldError;
import dev.gatehouse.problem.ProblemException;
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
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The page behind the link of an invitation. {@code GET} changes nothing, because mail scanners open links. Every code
 * without an open invitation gets the same page. The browser sends no more of the page's URL than its origin with later
 * requests, so that no log of referrers has the code.
 */
@Path(Paths.INVITATION)
@FrontChannel
@OwnForms
@Produces(MediaType.TEXT_HTML)
public class InvitationPageResource {
    private static final Pattern CODE = Pattern.compile("gin_[A-Za-z0-9_-]{43}");
    private static final int UNPROCESSABLE = 422;
    private static final int TAKEN = 409;

    private final Invitations invitations;
    private final InvitationAttempts attempts;
    private final Sessions sessions;
    private final KnownBrowsers knownBrowsers;
    private final Language language;

    InvitationPageResource(
            Invitations invitations,
            InvitationAttempts attempts,
            Sessions sessions,
            KnownBrowsers knownBrowsers,
            Language language) {
        this.invitations = invitations;
        this.attempts = attempts;
        this.sessions = sessions;
        this.knownBrowsers = knownBrowsers;
        this.language = language;
    }

    @GET
    public RestResponse<?> page(@RestQuery @Nullable String code, @Context HttpServerRequest http) {
        return answer(
                code,
                http,
                (secret, invitation) -> page(
                                200,
                                InvitationTemplates.form(new InvitationPage(
                                        secret,
                                        invitation.role(),
                                        Objects.requireNonNullElse(invitation.username(), ""),
                                        Objects.requireNonNullElse(invitation.displayName(), ""),
                                        null,
                                        Mistakes.NONE)))
                        .build());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public RestResponse<?> redeem(
            @RestForm @Nullable String code,
            @RestForm @Nullable String username,
            @RestForm @Nullable String displayName,
            @RestForm @Nullable String password,
            @Context HttpServerRequest http) {
        return answer(
                code,
                http,
                (secret, invitation) ->
                        redeem(secret, invitation, new Redemption(username, displayName, password), http));
    }

    private RestResponse<?> redeem(String secret, InvitationView invitation, Redemption input, HttpServerRequest http) {
        try {
            return invitations
                    .redeem(secret, input)
                    .<RestResponse<?>>map(proof -> signedIn(proof, http))
                    .orElseGet(() -> invalid(http));
        } catch (ProblemException refusal) {
            var problem = refusal.problem();
            var taken =
                    problem.errors().stream().anyMatch(error -> error.field().equals("username"));
            if (problem.status() == TAKEN && taken) {
                attempts.failed(http);
            }
            var detail = problem.detail();
            return again(
                            UNPROCESSABLE,
                            secret,
                            invitation,
                            input,
                            detail == null || taken ? null : language.text(detail),
                            mistakes(problem.errors()))
                    .build();
        } catch (BusyException busy) {
            return again(503, secret, invitation, input, texts().signInBusy(), Mistakes.NONE)
                    .header(HttpHeaders.RETRY_AFTER, BusyException.RETRY_SECONDS)
                    .build();
        }
    }

    /** The answer to the code of an open invitation. */
    private interface Answer {
        RestResponse<?> to(String secret, InvitationView invitation);
    }

    private RestResponse<?> answer(@Nullable String code, HttpServerRequest http, Answer answer) {
        try {
            attempts.check(http);
        } catch (TooManyAttemptsException held) {
            return page(429, InvitationTemplates.wait(texts().tooManyAttempts(held.seconds(), held.minutes())))
                    .header(HttpHeaders.RETRY_AFTER, held.seconds())
                    .build();
        }
        if (code == null || !CODE.matcher(code).matches()) {
            return invalid(http);
        }
        var invitation = invitations.open(code);
        return invitation.isEmpty() ? invalid(http) : answer.to(code, invitation.get());
    }

    private RestResponse<?> invalid(HttpServerRequest http) {
        attempts.failed(http);
        return page(404, InvitationTemplates.invalid()).build();
    }

    /** Signs the invitee in. An account that was changed since is signed in on the sign-in page. */
    private RestResponse<?> signedIn(SignInProof proof, HttpServerRequest http) {
        var person = proof.person();
        return sessions.begin(proof, http)
                .<RestResponse<?>>map(
                        cookie -> Locations.seeOther(ReturnPath.of(person).uri())
                                .cookie(cookie, knownBrowsers.remember(person, http))
                                .build())
                .orElseGet(() -> Locations.seeOther(
                                UriBuilder.fromPath(Paths.SIGN_IN).build())
                        .build());
    }

    private static RestResponse.ResponseBuilder<TemplateInstance> again(
            int status,
            String secret,
            InvitationView invitation,
            Redemption input,
            @Nullable String problem,
            Mistakes mistakes) {
        return page(
                status,
                InvitationTemplates.form(new InvitationPage(
                        secret,
                        invitation.role(),
                        Objects.requireNonNullElse(input.username(), ""),
                        Objects.requireNonNullElse(input.displayName(), ""),
                        problem,
                        mistakes)));
    }

    private Mistakes mistakes(List<FieldError> errors) {
        return new Mistakes(mistake("username", errors), mistake("displayName", errors), mistake("password", errors));
    }

    private @Nullable String mistake(String field, List<FieldError> errors) {
        var texts = errors.stream()
                .filter(error -> error.field().equals(field))
                .map(error -> language.text(error.message()))
                .collect(Collectors.joining(" "));
        return texts.isEmpty() ? null : texts;
    }

    private static RestResponse.ResponseBuilder<TemplateInstance> page(int status, TemplateInstance page) {
        return RestResponse.ResponseBuilder.<TemplateInstance>create(status)
                .entity(page)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Referrer-Policy", "strict-origin");
    }

    private Messages texts() {
        return language.texts(Messages.class);
    }
}
