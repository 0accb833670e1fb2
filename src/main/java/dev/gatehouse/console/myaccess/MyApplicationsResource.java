// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.myaccess;

import dev.gatehouse.authorize.AuthorizeErrors;
import dev.gatehouse.authorize.GrantedAccess;
import dev.gatehouse.authorize.GrantedAccess.ClientAccess;
import dev.gatehouse.console.ConsoleLayout;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.FormSubmissions;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** My access: the applications with access granted by the user, and revocation. */
@Path(Paths.MY_ACCESS)
@FrontChannel
@OwnForms
@ConsolePage
@ConsolePage.ForEveryone
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class MyApplicationsResource {
    private final GrantedAccess given;
    private final ConsoleLayout layout;

    MyApplicationsResource(GrantedAccess given, ConsoleLayout layout) {
        this.given = given;
        this.layout = layout;
    }

    @GET
    public TemplateInstance list() {
        return MyAccessTemplates.applications(given.of(layout.visitor()));
    }

    @GET
    @Path("/applications/{id}/revoke")
    public TemplateInstance confirmTakingBack(@RestPath UUID id) {
        return MyAccessTemplates.revokeAccess(held(id));
    }

    /**
     * Revokes all access of an application. If there is none, for example after a double click, the notice says so.
     */
    @POST
    @Path("/applications/{id}/revoke")
    public RestResponse<?> revokeAccess(@RestPath UUID id) {
        var revoked = FormSubmissions.unlessGone(() -> given.withdraw(layout.visitor(), id));
        return ConsoleResponses.done(revoked ? Notice.ACCESS_REVOKED : Notice.ACCESS_GONE, Paths.MY_ACCESS);
    }

    @GET
    @Path("/applications/{id}/tokens")
    public TemplateInstance tokens(@RestPath UUID id) {
        return MyAccessTemplates.tokens(held(id), given.grants(layout.visitor(), id));
    }

    @GET
    @Path("/applications/{id}/tokens/{token}/revoke")
    public TemplateInstance confirmTakingBackToken(@RestPath UUID id, @RestPath UUID token) {
        var grant = given.grants(layout.visitor(), id).stream()
                .filter(one -> one.id().equals(token))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(AuthorizeErrors.accessNotFound()));
        return MyAccessTemplates.revokeToken(held(id), grant);
    }

    /**
     * Revokes a token. Redirects to the list of applications after the last token, because the application's page would
     * be empty. The notice for a revoked token, an unknown token and a token of another user is the same.
     */
    @POST
    @Path("/applications/{id}/tokens/{token}/revoke")
    public RestResponse<?> revokeToken(@RestPath UUID id, @RestPath UUID token) {
        var revoked = FormSubmissions.unlessGone(() -> given.withdrawGrant(layout.visitor(), token));
        var notice = revoked ? Notice.TOKEN_REVOKED : Notice.TOKEN_GONE;
        return given.grants(layout.visitor(), id).isEmpty()
                ? ConsoleResponses.done(notice, Paths.MY_ACCESS)
                : ConsoleResponses.done(notice, Paths.MY_ACCESS + "/applications/{id}/tokens", id);
    }

    private ClientAccess held(UUID id) {
        return given.of(layout.visitor(), id);
    }
}
