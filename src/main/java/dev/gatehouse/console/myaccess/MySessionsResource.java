// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.myaccess;

import dev.gatehouse.account.AccountErrors;
import dev.gatehouse.account.signin.OwnSessions;
import dev.gatehouse.account.signin.OwnSessions.OwnSession;
import dev.gatehouse.console.ConsoleLayout;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.IdParser;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** My access: the browsers in which the user is signed in, and signing out of them. */
@Path(Paths.MY_ACCESS + "/sessions")
@FrontChannel
@OwnForms
@ConsolePage
@ConsolePage.ForEveryone
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class MySessionsResource {
    private static final String HERE = Paths.MY_ACCESS + "/sessions";

    private final OwnSessions sessions;
    private final ConsoleLayout layout;

    MySessionsResource(OwnSessions sessions, ConsoleLayout layout) {
        this.sessions = sessions;
        this.layout = layout;
    }

    @GET
    public TemplateInstance list() {
        var all = sessions.list(layout.currentSignIn());
        return MyAccessTemplates.sessions(all, !all.stream().allMatch(OwnSession::current));
    }

    /**
     * Ends one session, or all other sessions.
     *
     * @param session the id of the session to end; null or empty: all other sessions
     */
    @POST
    public RestResponse<?> signOut(@RestForm @Nullable String session) {
        if (session == null || session.isEmpty()) {
            sessions.endOthers(layout.currentSignIn());
            return ConsoleResponses.done(Notice.SIGNED_OUT_ELSEWHERE, HERE);
        }
        var ended = IdParser.read(session);
        var there = FormSubmissions.unlessGone(() -> sessions.end(
                layout.currentSignIn(),
                ended.orElseThrow(() -> ProblemException.notFound(AccountErrors.sessionNotFound()))));
        return ConsoleResponses.done(there ? Notice.SIGNED_OUT_THERE : Notice.SESSION_GONE, HERE);
    }
}
