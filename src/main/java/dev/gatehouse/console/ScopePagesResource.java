package dev.gatehouse.console;

import dev.gatehouse.account.GroupResource;
import dev.gatehouse.platform.EntityTags;
import dev.gatehouse.platform.FrontChannel;
import dev.gatehouse.platform.OwnForms;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.scope.ScopeInput;
import dev.gatehouse.scope.ScopeInput.ServiceUrlInput;
import dev.gatehouse.scope.ScopeResource;
import dev.gatehouse.scope.ScopeView;
import dev.gatehouse.scope.ScopeView.ServiceUrlView;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Scope Management: what people can grant, and which URLs each of it covers. */
@Path(Paths.CONSOLE + "/scopes")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ScopePagesResource {
    private static final String LIST = Paths.CONSOLE + "/scopes";
    private static final String VIEW = LIST + "/{id}";

    private final ScopeResource scopes;
    private final GroupResource groups;
    private final Submissions submissions;
    private final EntityTags tags;

    ScopePagesResource(ScopeResource scopes, GroupResource groups, Submissions submissions, EntityTags tags) {
        this.scopes = scopes;
        this.groups = groups;
        this.submissions = submissions;
        this.tags = tags;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return ScopePageTemplates.list(query, scopes.list(query.search(), query.sort(), query.after(), null));
    }

    @GET
    @Path("/new")
    public TemplateInstance add() {
        return form(null, Form.blank());
    }

    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields);
        return submissions.create(
                form,
                () -> scopes.create(input(form)).getEntity(),
                created -> Answers.done(Notice.CREATED, VIEW, created.id()),
                refused -> Answers.refused(form(null, refused)));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance view(@RestPath UUID id) {
        return ScopePageTemplates.view(scopes.get(id), null);
    }

    @GET
    @Path("/{id}/edit")
    public TemplateInstance edit(@RestPath UUID id) {
        var scope = scopes.get(id);
        return form(scope, filled(scope));
    }

    @POST
    @Path("/{id}/edit")
    public RestResponse<?> save(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields);
        return submissions.change(
                form,
                () -> scopes.update(id, input(form)),
                saved -> Answers.done(Notice.SAVED, VIEW, saved.id()),
                () -> filled(scopes.get(id)),
                refused -> Answers.refused(form(scopes.get(id), refused)));
    }

    @GET
    @Path("/{id}/delete")
    public TemplateInstance confirmDeletion(@RestPath UUID id) {
        return deletion(id, null);
    }

    @POST
    @Path("/{id}/delete")
    public RestResponse<?> delete(@RestPath UUID id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.confirm(
                version,
                () -> scopes.delete(id),
                () -> Answers.done(Notice.DELETED, LIST),
                problem -> Answers.refused(deletion(id, problem)));
    }

    private TemplateInstance deletion(UUID id, @Nullable String problem) {
        var scope = scopes.get(id);
        return ScopePageTemplates.delete(scope, tags.of(scope), problem);
    }

    private TemplateInstance form(@Nullable ScopeView scope, Form form) {
        var choices = groups.list(null, null, null, String.valueOf(Page.MAX_SIZE)).items().stream()
                .map(group -> new GroupChoice(group.id().toString(), group.name()))
                .toList();
        return ScopePageTemplates.form(scope, form, choices);
    }

    private Form filled(ScopeView scope) {
        return Form.blank()
                .with(Form.VERSION, tags.of(scope))
                .with("name", scope.name())
                .with("description", scope.description())
                .with(
                        "serviceUrls",
                        scope.serviceUrls().stream()
                                .map(ScopePagesResource::line)
                                .toList())
                .with(
                        "groups",
                        scope.groups().stream().map(ScopeView.LimitedTo::id).toList());
    }

    private static ScopeInput input(Form form) {
        return new ScopeInput(
                form.text("name"),
                form.text("description"),
                form.lines("serviceUrls").stream()
                        .map(ScopePagesResource::serviceUrl)
                        .toList(),
                form.all("groups").stream().map(ScopePagesResource::id).toList());
    }

    /** A service URL as a line: its methods, if it is limited to some, and the pattern. */
    private static String line(ServiceUrlView url) {
        return url.methods().isEmpty() ? url.url() : String.join(",", url.methods()) + " " + url.url();
    }

    private static ServiceUrlInput serviceUrl(String line) {
        var space = line.lastIndexOf(' ');
        var methods = space < 0
                ? List.<String>of()
                : Arrays.stream(line.substring(0, space).split("[\\s,]+"))
                        .filter(method -> !method.isEmpty())
                        .toList();
        return new ServiceUrlInput(line.substring(space + 1), methods);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw ProblemException.invalid("groups", "is not one of the groups");
        }
    }
}
