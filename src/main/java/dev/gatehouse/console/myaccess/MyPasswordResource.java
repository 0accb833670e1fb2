// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.myaccess;

import dev.gatehouse.account.Passwords;
import dev.gatehouse.account.signin.OwnPassword;
import dev.gatehouse.account.signin.OwnPassword.PasswordInput;
import dev.gatehouse.console.ConsoleLayout;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.Messages;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.Problem;
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
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** My access: changing the user's own password. No response contains the passwords that were entered. */
@Path(Paths.MY_ACCESS + "/password")
@FrontChannel
@OwnForms
@ConsolePage
@ConsolePage.ForEveryone
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class MyPasswordResource {
    private static final String HERE = Paths.MY_ACCESS + "/password";
    private static final String CURRENT = "currentPassword";
    private static final String NEW = "newPassword";
    private static final String REPEATED = "repeatedPassword";

    private final OwnPassword passwords;
    private final ConsoleLayout layout;
    private final Language language;

    /** The entered passwords, including white space. */
    private record Typed(String current, String wanted, String repeated) {
        static Typed of(MultivaluedMap<String, String> fields) {
            return new Typed(
                    Objects.requireNonNullElse(fields.getFirst(CURRENT), ""),
                    Objects.requireNonNullElse(fields.getFirst(NEW), ""),
                    Objects.requireNonNullElse(fields.getFirst(REPEATED), ""));
        }

        @Override
        public String toString() {
            return "Typed";
        }
    }

    MyPasswordResource(OwnPassword passwords, ConsoleLayout layout, Language language) {
        this.passwords = passwords;
        this.layout = layout;
        this.language = language;
    }

    @GET
    public TemplateInstance page() {
        return page(Form.blank());
    }

    @POST
    public RestResponse<?> change(MultivaluedMap<String, String> fields, @Context HttpServerRequest http) {
        var typed = Typed.of(fields);
        var faulty = incomplete(typed);
        if (!faulty.mistakes().isEmpty()) {
            return ConsoleResponses.refused(page(faulty));
        }
        try {
            var cookie =
                    passwords.change(layout.currentSignIn(), new PasswordInput(typed.current(), typed.wanted()), http);
            var answer = ConsoleResponses.done(Notice.PASSWORD_CHANGED, HERE);
            answer.getHeaders().add(HttpHeaders.SET_COOKIE, cookie);
            return answer;
        } catch (ProblemException refusal) {
            return ConsoleResponses.refused(page(withOwnTexts(refusal.problem(), typed)));
        } catch (TooManyAttemptsException held) {
            var why = language.texts(Messages.class).tooManyAttempts(held.seconds(), held.minutes());
            return later(Status.TOO_MANY_REQUESTS, why, held.seconds());
        } catch (BusyException busy) {
            return later(Status.SERVICE_UNAVAILABLE, texts().busy(), BusyException.RETRY_SECONDS);
        }
    }

    private Form incomplete(Typed typed) {
        var form = Form.blank();
        if (typed.current().isEmpty()) {
            form = form.mistaken(CURRENT, texts().currentPassword(), texts().currentPasswordMissing());
        }
        if (typed.wanted().isEmpty()) {
            return form.mistaken(NEW, texts().newPassword(), texts().newPasswordMissing());
        }
        return typed.repeated().equals(typed.wanted())
                ? form
                : form.mistaken(REPEATED, texts().repeatedPassword(), texts().repeatedPasswordDiffers());
    }

    private Form withOwnTexts(Problem refusal, Typed typed) {
        var form = Form.blank();
        for (var field :
                refusal.errors().stream().map(error -> error.field()).distinct().toList()) {
            form = switch (field) {
                case CURRENT -> form.mistaken(CURRENT, texts().currentPassword(), texts().currentPasswordWrong());
                case NEW -> mistaken(form, typed.wanted());
                default -> form;
            };
        }
        return form.mistakes().isEmpty() ? form.failed(texts().passwordChangedMeanwhile()) : form;
    }

    private Form mistaken(Form form, String wanted) {
        var told = form;
        for (var fault : Passwords.faults(wanted)) {
            told = told.mistaken(
                    NEW,
                    texts().newPassword(),
                    switch (fault) {
                        case TOO_SHORT -> texts().newPasswordShort();
                        case TOO_LONG -> texts().newPasswordLong();
                        case HOLDS_NUL -> texts().newPasswordUntypable();
                    });
        }
        return told;
    }

    private RestResponse<?> later(Status status, String why, Object seconds) {
        var answer = ConsoleResponses.page(status, page(Form.blank().failed(why)));
        answer.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, seconds);
        return answer;
    }

    private TemplateInstance page(Form form) {
        return MyAccessTemplates.password(form, layout.visitor().username());
    }

    private MyAccessMessages texts() {
        return language.texts(MyAccessMessages.class);
    }
}
