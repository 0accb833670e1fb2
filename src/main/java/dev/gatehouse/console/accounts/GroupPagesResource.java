// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.account.GroupInput;
import dev.gatehouse.account.GroupResource;
import dev.gatehouse.account.GroupView;
import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.usage.GroupUsageResource;
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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The group pages: groups and their members, accounts and clients. */
@Path(Paths.CONSOLE + "/groups")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class GroupPagesResource {
    private static final String LIST = Paths.CONSOLE + "/groups";
    private static final String VIEW = LIST + "/{id}";
    private static final String MEMBERS = VIEW + "/members/{kind}";
    private static final String MEMBER = "member";

    private final GroupResource groups;
    private final GroupUsageResource usages;
    private final GroupMembers members;
    private final FormSubmissions submissions;
    private final EntityTags tags;

    GroupPagesResource(
            GroupResource groups,
            GroupUsageResource usages,
            GroupMembers members,
            FormSubmissions submissions,
            EntityTags tags) {
        this.groups = groups;
        this.usages = usages;
        this.members = members;
        this.submissions = submissions;
        this.tags = tags;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return GroupPageTemplates.list(query, groups.list(query.search(), query.sort(), query.after(), null));
    }

    @GET
    @Path("/new")
    public TemplateInstance add() {
        return GroupPageTemplates.form(null, Form.blank());
    }

    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, AccountLabels.GROUP);
        return submissions.create(
                form,
                () -> groups.create(input(form)).getEntity(),
                created -> ConsoleResponses.done(Notice.CREATED, VIEW, created.id()),
                refused -> ConsoleResponses.refused(GroupPageTemplates.form(null, refused)));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance view(@RestPath UUID id, @Context UriInfo uri) {
        return members(id, MemberKind.ACCOUNTS, new ListQuery(uri));
    }

    @GET
    @Path("/{id}/edit")
    public TemplateInstance edit(@RestPath UUID id) {
        var group = groups.get(id);
        return GroupPageTemplates.form(group, filled(group));
    }

    @POST
    @Path("/{id}/edit")
    public RestResponse<?> save(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, AccountLabels.GROUP);
        return submissions.change(
                form,
                () -> groups.update(id, input(form)),
                saved -> ConsoleResponses.done(Notice.SAVED, VIEW, id),
                () -> filled(groups.get(id)),
                refused -> ConsoleResponses.refused(GroupPageTemplates.form(groups.get(id), refused)));
    }

    @GET
    @Path("/{id}/delete")
    public TemplateInstance confirmDeletion(@RestPath UUID id) {
        return deletion(id, null);
    }

    @POST
    @Path("/{id}/delete")
    public RestResponse<?> delete(@RestPath UUID id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.delete(version, () -> groups.delete(id), LIST, problem -> deletion(id, problem));
    }

    @GET
    @Path("/{id}/members/{kind}")
    public TemplateInstance members(@RestPath UUID id, @RestPath String kind, @Context UriInfo uri) {
        return members(id, MemberKind.of(kind), new ListQuery(uri));
    }

    /**
     * Asks for confirmation and lists the scopes that the removed members lose. The ids are in the URL, so that the
     * page can be reloaded.
     */
    @GET
    @Path("/{id}/members/{kind}/remove")
    public TemplateInstance confirmRemoval(@RestPath UUID id, @RestPath String kind, @RestQuery List<String> member) {
        return removal(id, MemberKind.of(kind), member);
    }

    @POST
    @Path("/{id}/members/{kind}/remove")
    public RestResponse<?> removeMembers(
            @RestPath UUID id, @RestPath String kind, MultivaluedMap<String, String> fields) {
        var leaving = Form.sent(fields).all(MEMBER);
        if (leaving.isEmpty()) {
            return ConsoleResponses.refused(removal(id, MemberKind.of(kind), leaving));
        }
        members.remove(id, MemberKind.of(kind), leaving);
        return ConsoleResponses.done(Notice.SAVED, MEMBERS, id, kind);
    }

    @GET
    @Path("/{id}/members/{kind}/add")
    public TemplateInstance addMembers(@RestPath UUID id, @RestPath String kind, @Context UriInfo uri) {
        return candidates(id, MemberKind.of(kind), new ListQuery(uri), false);
    }

    @POST
    @Path("/{id}/members/{kind}/add")
    public RestResponse<?> join(
            @RestPath UUID id, @RestPath String kind, MultivaluedMap<String, String> fields, @Context UriInfo uri) {
        var joining = Form.sent(fields).all(MEMBER);
        if (joining.isEmpty()) {
            return ConsoleResponses.refused(candidates(id, MemberKind.of(kind), new ListQuery(uri), true));
        }
        members.add(id, MemberKind.of(kind), joining);
        return ConsoleResponses.done(Notice.SAVED, MEMBERS, id, kind);
    }

    private TemplateInstance removal(UUID id, MemberKind kind, List<String> leaving) {
        return GroupPageTemplates.remove(groups.get(id), kind, members.named(id, kind, leaving), usages.usage(id));
    }

    private TemplateInstance members(UUID id, MemberKind kind, ListQuery query) {
        return GroupPageTemplates.members(groups.get(id), usages.usage(id), kind, query, members.in(id, kind, query));
    }

    private TemplateInstance candidates(UUID id, MemberKind kind, ListQuery query, boolean nothingSelected) {
        return GroupPageTemplates.add(
                groups.get(id), kind, query, members.candidates(id, kind, query), nothingSelected);
    }

    private TemplateInstance deletion(UUID id, @Nullable String problem) {
        var group = groups.get(id);
        return GroupPageTemplates.delete(group, usages.usage(id), tags.of(group), problem);
    }

    private Form filled(GroupView group) {
        return Form.blank()
                .with(Form.VERSION, tags.of(group))
                .with("name", group.name())
                .with("description", group.description());
    }

    private static GroupInput input(Form form) {
        return new GroupInput(form.text("name"), form.text("description"));
    }
}
