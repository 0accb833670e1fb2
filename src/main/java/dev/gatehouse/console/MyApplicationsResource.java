package dev.gatehouse.console;

import dev.gatehouse.authorize.AuthorizeErrors;
import dev.gatehouse.authorize.GivenAccess;
import dev.gatehouse.authorize.GivenAccess.ClientAccess;
import dev.gatehouse.platform.FrontChannel;
import dev.gatehouse.platform.OwnForms;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.ProblemException;
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

/** My access: which applications act in a person's name, and taking that back. */
@Path(Paths.MY_ACCESS)
@FrontChannel
@OwnForms
@ConsolePage
@ConsolePage.ForEveryone
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class MyApplicationsResource {
    private static final int GONE = 404;

    private final GivenAccess given;
    private final Frame frame;

    MyApplicationsResource(GivenAccess given, Frame frame) {
        this.given = given;
        this.frame = frame;
    }

    @GET
    public TemplateInstance list() {
        return MyAccessTemplates.applications(given.of(frame.visitor()));
    }

    @GET
    @Path("/applications/{id}/take-back")
    public TemplateInstance confirmTakingBack(@RestPath UUID id) {
        return MyAccessTemplates.takeBack(held(id));
    }

    /** What has ended meanwhile, or by the first of two clicks, is as good as taken back. */
    @POST
    @Path("/applications/{id}/take-back")
    public RestResponse<?> takeBack(@RestPath UUID id) {
        unlessGone(() -> given.withdraw(frame.visitor(), id));
        return Answers.done(Notice.ACCESS_TAKEN_BACK, Paths.MY_ACCESS);
    }

    @GET
    @Path("/applications/{id}/tokens")
    public TemplateInstance tokens(@RestPath UUID id) {
        return MyAccessTemplates.tokens(held(id), given.grants(frame.visitor(), id));
    }

    @GET
    @Path("/applications/{id}/tokens/{token}/take-back")
    public TemplateInstance confirmTakingBackToken(@RestPath UUID id, @RestPath UUID token) {
        var grant = given.grants(frame.visitor(), id).stream()
                .filter(one -> one.id().equals(token))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound(AuthorizeErrors.accessNotFound()));
        return MyAccessTemplates.takeBackToken(held(id), grant);
    }

    /** After the last one there is nothing of the application left to go on with. */
    @POST
    @Path("/applications/{id}/tokens/{token}/take-back")
    public RestResponse<?> takeBackToken(@RestPath UUID id, @RestPath UUID token) {
        unlessGone(() -> given.withdrawGrant(frame.visitor(), token));
        return given.grants(frame.visitor(), id).isEmpty()
                ? Answers.done(Notice.TOKEN_TAKEN_BACK, Paths.MY_ACCESS)
                : Answers.done(Notice.TOKEN_TAKEN_BACK, Paths.MY_ACCESS + "/applications/{id}/tokens", id);
    }

    private static void unlessGone(Runnable takeBack) {
        try {
            takeBack.run();
        } catch (ProblemException refusal) {
            if (refusal.problem().status() != GONE) {
                throw refusal;
            }
        }
    }

    private ClientAccess held(UUID id) {
        return given.of(frame.visitor(), id);
    }
}
