package dev.gatehouse.console;

import dev.gatehouse.account.GroupResource;
import dev.gatehouse.console.ConsolePage.ChangesNothing;
import dev.gatehouse.platform.EntityTags;
import dev.gatehouse.platform.FrontChannel;
import dev.gatehouse.platform.OwnForms;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.scope.ScopeInput;
import dev.gatehouse.scope.ScopeResource;
import dev.gatehouse.scope.ScopeView;
import dev.gatehouse.service.ServiceTreeResource;
import dev.gatehouse.token.ScopeImpact;
import dev.gatehouse.token.ScopeImpactResource;
import dev.gatehouse.token.ScopeUsageResource;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
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

    /** Sent by the page that has shown the impact. */
    private static final String CONFIRMED = "confirmed";

    /** The public id of the client that a scope is made for. */
    private static final String CLIENT = "client";

    private final ScopeResource scopes;
    private final GroupResource groups;
    private final ScopeUsageResource usages;
    private final ScopeImpactResource impacts;
    private final ServiceTreeResource tree;
    private final ServiceUrlLines lines;
    private final Submissions submissions;
    private final EntityTags tags;

    ScopePagesResource(
            ScopeResource scopes,
            GroupResource groups,
            ScopeUsageResource usages,
            ScopeImpactResource impacts,
            ServiceTreeResource tree,
            ServiceUrlLines lines,
            Submissions submissions,
            EntityTags tags) {
        this.scopes = scopes;
        this.groups = groups;
        this.usages = usages;
        this.impacts = impacts;
        this.tree = tree;
        this.lines = lines;
        this.submissions = submissions;
        this.tags = tags;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        var page = scopes.list(query.search(), query.sort(), query.after(), null);
        return ScopePageTemplates.list(query, page, query.findsOnly(ScopeView::builtIn, page));
    }

    /** A form that is empty, or begun by a page that knows what the scope is to cover. */
    @GET
    @Path("/new")
    public TemplateInstance add(
            @RestQuery @Nullable String name, @RestQuery @Nullable String url, @RestQuery @Nullable String client) {
        return form(
                null, Form.blank().with("name", name).with("serviceUrls", url).with(CLIENT, client));
    }

    /** What the URLs cover, while they are typed. */
    @POST
    @Path("/coverage")
    @ChangesNothing
    public TemplateInstance coverage(MultivaluedMap<String, String> fields) {
        return ScopePageTemplates.coverage(lines.covered(Form.sent(fields).lines("serviceUrls")));
    }

    /** The services to pick from, while they are searched. */
    @GET
    @Path("/tree")
    public TemplateInstance tree(@RestQuery @Nullable String services) {
        return ScopePageTemplates.tree(tree.tree(services, null));
    }

    /** Makes a scope, and goes on to where it is associated with the client that it was made for. */
    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, Labels.SCOPE);
        var client = form.text(CLIENT);
        return submissions.create(
                form,
                () -> scopes.create(input(form)).getEntity(),
                created -> client == null
                        ? Answers.done(Notice.CREATED, VIEW, created.id())
                        : Answers.to(ClientScopePagesResource.picked(client, created.name())),
                refused -> Answers.refused(form(null, refused)));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance view(@RestPath UUID id) {
        var scope = scopes.get(id);
        var covered = lines
                .covered(scope.serviceUrls().stream().map(ServiceUrlLines::line).toList())
                .stream()
                .map(LineCoverage::withoutHints)
                .toList();
        return ScopePageTemplates.view(scope, scope.builtIn() ? List.of() : covered, usages.usage(id));
    }

    @GET
    @Path("/{id}/edit")
    public TemplateInstance edit(@RestPath UUID id) {
        var scope = scopes.get(id);
        return form(scope, filled(scope));
    }

    /** Saves what changes nobody's access at once; of anything else the impact is shown first. */
    @POST
    @Path("/{id}/edit")
    public RestResponse<?> save(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, Labels.SCOPE);
        if (form.flag(CONFIRMED)) {
            return saveConfirmed(id, form);
        }
        return submissions.create(
                form,
                () -> impacts.impact(id, input(form)),
                impact -> matters(impact)
                        ? Answers.page(ScopePageTemplates.review(scopes.get(id), form, impact))
                        : saveConfirmed(id, form),
                refused -> Answers.refused(form(scopes.get(id), refused)));
    }

    /** Back from the impact to the form, with what was typed. */
    @POST
    @Path("/{id}/editing")
    public TemplateInstance goOnEditing(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        return form(scopes.get(id), Form.sent(fields));
    }

    private RestResponse<?> saveConfirmed(UUID id, Form form) {
        return submissions.change(
                form,
                () -> scopes.update(id, input(form)),
                saved -> Answers.done(Notice.SAVED, VIEW, saved.id()),
                () -> filled(scopes.get(id)),
                refused -> Answers.refused(form(scopes.get(id), refused)));
    }

    private static boolean matters(ScopeImpact impact) {
        return impact.gained().total() > 0
                || impact.lost().total() > 0
                || !impact.groups().before().equals(impact.groups().after());
    }

    @GET
    @Path("/{id}/delete")
    public TemplateInstance confirmDeletion(@RestPath UUID id) {
        return deletion(id, null);
    }

    @POST
    @Path("/{id}/delete")
    public RestResponse<?> delete(@RestPath UUID id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.delete(version, () -> scopes.delete(id), LIST, problem -> deletion(id, problem));
    }

    private TemplateInstance deletion(UUID id, @Nullable String problem) {
        var scope = scopes.get(id);
        return ScopePageTemplates.delete(scope, usages.usage(id), tags.of(scope), problem);
    }

    private TemplateInstance form(@Nullable ScopeView scope, Form form) {
        return ScopePageTemplates.form(
                scope, form, choices(scope), lines.covered(form.lines("serviceUrls")), tree.tree(null, null));
    }

    /** The groups to choose from: the first by name, and all that the scope is limited to, which saving would drop else. */
    private List<GroupChoice> choices(@Nullable ScopeView scope) {
        var first = groups.list(null, null, null, String.valueOf(Page.MAX_SIZE)).items().stream()
                .map(group -> new GroupChoice(group.id().toString(), group.name()));
        var limitedTo = scope == null
                ? Stream.<GroupChoice>empty()
                : scope.groups().stream()
                        .map(group -> new GroupChoice(group.id().toString(), group.name()));
        return Stream.concat(first, limitedTo).distinct().toList();
    }

    private Form filled(ScopeView scope) {
        return Form.blank()
                .with(Form.VERSION, tags.of(scope))
                .with("name", scope.name())
                .with("description", scope.description())
                .with(
                        "serviceUrls",
                        scope.serviceUrls().stream().map(ServiceUrlLines::line).toList())
                .with(
                        "groups",
                        scope.groups().stream().map(ScopeView.LimitedTo::id).toList());
    }

    private static ScopeInput input(Form form) {
        return new ScopeInput(
                form.text("name"),
                form.text("description"),
                form.lines("serviceUrls").stream().map(ServiceUrlLines::read).toList(),
                List.copyOf(form.ids("groups", ConsoleErrors.notAGroup())));
    }
}
