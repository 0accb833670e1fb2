// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.account.AccountResource;
import dev.gatehouse.account.AccountResource.AccountInput;
import dev.gatehouse.account.AccountView;
import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.ConsoleLayout;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.usage.AccountUsageResource;
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
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The account pages: users, their roles and lockouts. */
@Path(Paths.CONSOLE + "/accounts")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class AccountPagesResource {
    private static final String LIST = Paths.CONSOLE + "/accounts";
    private static final String VIEW = LIST + "/{id}";

    private final AccountResource accounts;
    private final AccountForms forms;
    private final AccountUsageResource usages;
    private final FormSubmissions submissions;
    private final EntityTags tags;
    private final ConsoleLayout layout;

    AccountPagesResource(
            AccountResource accounts,
            AccountForms forms,
            AccountUsageResource usages,
            FormSubmissions submissions,
            EntityTags tags,
            ConsoleLayout layout) {
        this.accounts = accounts;
        this.forms = forms;
        this.usages = usages;
        this.submissions = submissions;
        this.tags = tags;
        this.layout = layout;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return AccountPageTemplates.list(query, accounts.list(query.search(), query.sort(), query.after(), null));
    }

    @GET
    @Path("/new")
    public TemplateInstance add() {
        return form(null, forms.blank());
    }

    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, AccountLabels.ACCOUNT);
        return submissions.create(
                form,
                () -> forms.create(form),
                created -> shown(created, Notice.CREATED),
                refused -> ConsoleResponses.refused(form(null, refused.with(AccountForms.PASSWORD, null))));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance view(@RestPath UUID id) {
        return AccountPageTemplates.view(accounts.get(id), usages.usage(id), accounts.lockout(id), isOwn(id));
    }

    @GET
    @Path("/{id}/edit")
    public TemplateInstance edit(@RestPath UUID id) {
        var account = accounts.get(id);
        return form(account, forms.filled(account));
    }

    @POST
    @Path("/{id}/edit")
    public RestResponse<?> save(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, AccountLabels.ACCOUNT);
        return submissions.change(
                form,
                () -> forms.save(accounts.get(id), form, isOwn(id)),
                saved -> ConsoleResponses.done(Notice.SAVED, VIEW, id),
                () -> forms.filled(accounts.get(id)),
                refused -> ConsoleResponses.refused(form(accounts.get(id), refused)));
    }

    /** Redirects users to their own password page if the account is their own. */
    @GET
    @Path("/{id}/password")
    public RestResponse<?> resetPassword(@RestPath UUID id) {
        return isOwn(id)
                ? ConsoleResponses.redirect(URI.create(Paths.MY_ACCESS + "/password"))
                : ConsoleResponses.page(password(id, forms.blankPassword()));
    }

    @POST
    @Path("/{id}/password")
    public RestResponse<?> replacePassword(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, AccountLabels.ACCOUNT);
        return submissions.create(
                form,
                () -> forms.replacePassword(id, form),
                changed -> shown(changed, Notice.SAVED),
                refused -> ConsoleResponses.refused(password(id, refused.with(AccountForms.PASSWORD, null))));
    }

    /** Asks for confirmation before an account is activated or deactivated. */
    @GET
    @Path("/{id}/status")
    public TemplateInstance confirmStatus(@RestPath UUID id) {
        return status(id, null);
    }

    @POST
    @Path("/{id}/status")
    public RestResponse<?> changeStatus(
            @RestPath UUID id, @RestForm(Form.VERSION) @Nullable String version, @RestForm @Nullable Boolean active) {
        var account = accounts.get(id);
        return submissions.confirm(
                version,
                AccountLabels.ACCOUNT,
                () -> accounts.update(id, new AccountInput(account.displayName(), null, account.role(), active)),
                () -> ConsoleResponses.done(Notice.SAVED, VIEW, id),
                problem -> ConsoleResponses.refused(status(id, problem)));
    }

    @POST
    @Path("/{id}/lockout")
    public RestResponse<?> liftLockout(@RestPath UUID id) {
        accounts.liftLockout(id);
        return ConsoleResponses.done(Notice.SAVED, VIEW, id);
    }

    @GET
    @Path("/{id}/delete")
    public TemplateInstance confirmDeletion(@RestPath UUID id) {
        return deletion(id, null);
    }

    @POST
    @Path("/{id}/delete")
    public RestResponse<?> delete(@RestPath UUID id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.delete(version, () -> accounts.delete(id), LIST, problem -> deletion(id, problem));
    }

    /** Shows a generated password once; redirects to the account if there is none. */
    private static RestResponse<?> shown(AccountView account, Notice notice) {
        var password = account.password();
        return password == null
                ? ConsoleResponses.done(notice, VIEW, account.id())
                : ConsoleResponses.page(AccountPageTemplates.secret(account, password));
    }

    private TemplateInstance form(@Nullable AccountView account, Form form) {
        return AccountPageTemplates.form(account, form, forms.choices(account), account != null && isOwn(account.id()));
    }

    private TemplateInstance password(UUID id, Form form) {
        return AccountPageTemplates.password(accounts.get(id), usages.usage(id).passkeys(), form);
    }

    private TemplateInstance status(UUID id, @Nullable String problem) {
        var account = accounts.get(id);
        return AccountPageTemplates.status(account, tags.of(account), problem);
    }

    private TemplateInstance deletion(UUID id, @Nullable String problem) {
        var account = accounts.get(id);
        return AccountPageTemplates.delete(account, usages.usage(id), tags.of(account), problem);
    }

    private boolean isOwn(UUID id) {
        return layout.isVisitor(id);
    }
}
