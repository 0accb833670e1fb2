// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.account.Role;
import dev.gatehouse.account.invitation.InvitationInput;
import dev.gatehouse.account.invitation.InvitationResource;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The invitation pages: open invitations, new ones, and their revocation. */
@Path(Paths.CONSOLE + "/invitations")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class InvitationPagesResource {
    private static final String LIST = Paths.CONSOLE + "/invitations";
    private static final String ROLE = "role";
    private static final String NO_ROLE = "NONE";
    private static final String LIFETIME = "lifetimeSeconds";
    private static final long WEEK = 604_800;

    private final InvitationResource invitations;
    private final FormSubmissions submissions;

    InvitationPagesResource(InvitationResource invitations, FormSubmissions submissions) {
        this.invitations = invitations;
        this.submissions = submissions;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return InvitationPageTemplates.list(query, invitations.list(query.search(), query.sort(), query.after(), null));
    }

    @GET
    @Path("/new")
    public TemplateInstance add() {
        return InvitationPageTemplates.form(Form.blank().with(ROLE, NO_ROLE).with(LIFETIME, WEEK));
    }

    /** Creates an invitation and shows its link once. */
    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields, @Context HttpServerRequest http) {
        var form = Form.sent(fields, AccountLabels.INVITATION);
        return submissions.create(
                form,
                () -> Objects.requireNonNull(
                        invitations.create(input(form), http).getEntity()),
                created -> ConsoleResponses.page(
                        InvitationPageTemplates.link(created, Objects.requireNonNull(created.url()))),
                refused -> ConsoleResponses.refused(InvitationPageTemplates.form(refused)));
    }

    @GET
    @Path("/{id}/revoke")
    public TemplateInstance confirmRevocation(@RestPath UUID id) {
        return InvitationPageTemplates.revoke(invitations.get(id));
    }

    /** Revokes an invitation. An invitation that is no longer open counts as revoked. */
    @POST
    @Path("/{id}/revoke")
    public RestResponse<?> revoke(@RestPath UUID id) {
        FormSubmissions.unlessGone(() -> invitations.revoke(id));
        return ConsoleResponses.done(Notice.INVITATION_REVOKED, LIST);
    }

    private static InvitationInput input(Form form) {
        return new InvitationInput(role(form), form.text("username"), form.text("displayName"), lifetime(form));
    }

    private static @Nullable Role role(Form form) {
        if (form.text(ROLE) == null) {
            throw ProblemException.invalid(ROLE, CommonErrors.required());
        }
        return form.has(ROLE, NO_ROLE) ? null : form.choice(ROLE, Role.class);
    }

    private static @Nullable Long lifetime(Form form) {
        var seconds = form.number(LIFETIME);
        return seconds == null ? null : Long.valueOf(seconds);
    }
}
