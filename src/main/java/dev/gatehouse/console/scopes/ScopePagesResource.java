// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.scopes;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.ConsoleErrors;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsolePage.ChangesNothing;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.GroupChoice;
import dev.gatehouse.console.GroupChoices;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.console.clients.ClientScopePagesResource;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.scope.ScopeInput;
import dev.gatehouse.scope.ScopeResource;
import dev.gatehouse.scope.ScopeView;
import dev.gatehouse.service.ServiceTreeResource;
import dev.gatehouse.usage.ScopeImpact;
import dev.gatehouse.usage.ScopeImpactResource;
import dev.gatehouse.usage.ScopeUsageResource;
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

/** The pages of Scope Management: list, editing, the effect of edits, and deletion. */
@Path(Paths.CONSOLE + "/scopes")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ScopePagesResource {
    private static final String LIST = Paths.CONSOLE + "/scopes";
    private static final String VIEW = LIST + "/{id}";

    /** Set by the page that shows the effect of an edit. */
    private static final String CONFIRMED = "confirmed";

    /** The public id of the client that the scope is created for. */
    private static final String CLIENT = "client";

    private final ScopeResource scopes;
    private final GroupChoices groups;
    private final ScopeUsageResource usages;
    private final ScopeImpactResource impacts;
    private final ServiceTreeResource tree;
    private final ServiceUrlLines lines;
    private final FormSubmissions submissions;
    private final EntityTags tags;

    ScopePagesResource(
            ScopeResource scopes,
            GroupChoices groups,
            ScopeUsageResource usages,
            ScopeImpactResource impacts,
            ServiceTreeResource tree,
            ServiceUrlLines lines,
            FormSubmissions submissions,
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

    /** Shows the form of a new scope, with optional initial values from the linking page. */
    @GET
    @Path("/new")
    public TemplateInstance add(
            @RestQuery @Nullable String name, @RestQuery @Nullable String url, @RestQuery @Nullable String client) {
        return form(
                null, Form.blank().with("name", name).with("serviceUrls", url).with(CLIENT, client));
    }

    /** Returns the coverage of the URLs, during typing. */
    @POST
    @Path("/coverage")
    @ChangesNothing
    public TemplateInstance coverage(MultivaluedMap<String, String> fields) {
        return ScopePageTemplates.coverage(lines.covered(Form.sent(fields).lines("serviceUrls")));
    }

    /** Returns the services to choose from, during searching. */
    @GET
    @Path("/tree")
    public TemplateInstance tree(@RestQuery @Nullable String services) {
        return ScopePageTemplates.tree(tree.tree(services, null));
    }

    /** Creates a scope. Redirects to the page for associating scopes if the scope was created for a client. */
    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ScopeLabels.SCOPE);
        var client = form.text(CLIENT);
        return submissions.create(
                form,
                () -> scopes.create(input(form)).getEntity(),
                created -> client == null
                        ? ConsoleResponses.done(Notice.CREATED, VIEW, created.id())
                        : ConsoleResponses.redirect(ClientScopePagesResource.picked(client, created.name())),
                refused -> ConsoleResponses.refused(form(null, refused)));
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

    /** Saves an edit that changes nobody's access. For other edits, shows the effect first. */
    @POST
    @Path("/{id}/edit")
    public RestResponse<?> save(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ScopeLabels.SCOPE);
        if (form.flag(CONFIRMED)) {
            return saveConfirmed(id, form);
        }
        return submissions.create(
                form,
                () -> impacts.impact(id, input(form)),
                impact -> matters(impact)
                        ? ConsoleResponses.page(ScopePageTemplates.review(scopes.get(id), form, impact))
                        : saveConfirmed(id, form),
                refused -> ConsoleResponses.refused(form(scopes.get(id), refused)));
    }

    /** Returns from the effect page to the form, and keeps the input. */
    @POST
    @Path("/{id}/editing")
    public TemplateInstance goOnEditing(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        return form(scopes.get(id), Form.sent(fields));
    }

    private RestResponse<?> saveConfirmed(UUID id, Form form) {
        return submissions.change(
                form,
                () -> scopes.update(id, input(form)),
                saved -> ConsoleResponses.done(Notice.SAVED, VIEW, saved.id()),
                () -> filled(scopes.get(id)),
                refused -> ConsoleResponses.refused(form(scopes.get(id), refused)));
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

    /** Returns the groups to choose from: the first groups by name, and all groups of the scope. */
    private List<GroupChoice> choices(@Nullable ScopeView scope) {
        return groups.with(
                scope == null
                        ? Stream.empty()
                        : scope.groups().stream().map(group -> GroupChoice.of(group.id(), group.name())));
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
