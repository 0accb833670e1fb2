// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tenants;

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
import dev.gatehouse.operator.NodeResource;
import dev.gatehouse.operator.OperatorOnly;
import dev.gatehouse.operator.TenantEntries;
import dev.gatehouse.operator.TenantInput;
import dev.gatehouse.operator.TenantQuotaResource;
import dev.gatehouse.operator.TenantResource;
import dev.gatehouse.operator.TenantView;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.quota.QuotasInput;
import dev.gatehouse.tenant.quota.QuotasView;
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
import java.util.Objects;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the operator: tenants, their suspension and deletion, their quotas, and the live nodes. On the operator's
 * host only.
 */
@Path(Paths.CONSOLE)
@OperatorOnly
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class TenantPagesResource {
    private static final String LIST = Paths.CONSOLE + "/tenants";
    private static final String VIEW = LIST + "/{id}";
    private static final String ACCESS = "access";
    private static final String READ_ONLY = "READ_ONLY";
    private static final String CHANGES = "CHANGES";

    private final TenantResource tenants;
    private final TenantQuotaResource quotas;
    private final NodeResource nodes;
    private final TenantEntries entries;
    private final ConsoleLayout layout;
    private final GatehouseConfig config;
    private final TimeSource time;
    private final FormSubmissions submissions;
    private final EntityTags tags;

    TenantPagesResource(
            TenantResource tenants,
            TenantQuotaResource quotas,
            NodeResource nodes,
            TenantEntries entries,
            ConsoleLayout layout,
            GatehouseConfig config,
            TimeSource time,
            FormSubmissions submissions,
            EntityTags tags) {
        this.tenants = tenants;
        this.quotas = quotas;
        this.nodes = nodes;
        this.entries = entries;
        this.layout = layout;
        this.config = config;
        this.time = time;
        this.submissions = submissions;
        this.tags = tags;
    }

    @GET
    @Path("/tenants")
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return TenantPageTemplates.list(query, tenants.list(query.search(), query.sort(), query.after(), null));
    }

    /** The path is not below that of the tenants, whose IDs would hide it. */
    @GET
    @Path("/new-tenant")
    public TemplateInstance add() {
        return TenantPageTemplates.form(null, Form.blank());
    }

    /** Creates a tenant and shows the link for its first administrator once. */
    @POST
    @Path("/new-tenant")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, TenantLabels.TENANT);
        return submissions.create(
                form,
                () -> Objects.requireNonNull(
                        tenants.create(input(form.text("id"), form)).getEntity()),
                created -> link(created.tenant(), created.administratorLink()),
                refused -> ConsoleResponses.refused(TenantPageTemplates.form(null, refused)));
    }

    @GET
    @Path("/tenants/{id}")
    public TemplateInstance view(@RestPath String id) {
        return TenantPageTemplates.view(
                tenants.get(id), quotas.usage(id), quotas.get(id).inEffect());
    }

    @GET
    @Path("/tenants/{id}/edit")
    public TemplateInstance edit(@RestPath String id) {
        var tenant = tenants.get(id);
        return TenantPageTemplates.form(tenant, filled(tenant));
    }

    @POST
    @Path("/tenants/{id}/edit")
    public RestResponse<?> save(@RestPath String id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, TenantLabels.TENANT);
        return submissions.change(
                form,
                () -> tenants.update(id, input(id, form)),
                saved -> ConsoleResponses.done(Notice.SAVED, VIEW, id),
                () -> filled(tenants.get(id)),
                refused -> ConsoleResponses.refused(TenantPageTemplates.form(tenants.get(id), refused)));
    }

    /** Creates a link for a further administrator and shows the link once. */
    @POST
    @Path("/tenants/{id}/administrator-link")
    public RestResponse<?> inviteAdministrator(@RestPath String id) {
        var created = Objects.requireNonNull(tenants.inviteAdministrator(id).getEntity());
        return link(tenants.get(id), created.administratorLink());
    }

    @GET
    @Path("/tenants/{id}/enter")
    public TemplateInstance enter(@RestPath String id) {
        return TenantPageTemplates.enter(tenants.get(id), Form.blank().with(ACCESS, READ_ONLY));
    }

    /** Creates an entry into the console of the tenant and shows its link once. */
    @POST
    @Path("/tenants/{id}/enter")
    public RestResponse<?> enter(@RestPath String id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, TenantLabels.ENTRY);
        return submissions.create(
                form,
                () -> entries.create(id, form.text("reason"), form.has(ACCESS, CHANGES), layout.currentSignIn()),
                url -> ConsoleResponses.page(TenantPageTemplates.entry(tenants.get(id), url)),
                refused -> ConsoleResponses.refused(TenantPageTemplates.enter(tenants.get(id), refused)));
    }

    @GET
    @Path("/tenants/{id}/suspend")
    public TemplateInstance confirmSuspension(@RestPath String id) {
        return suspension(id, true, null);
    }

    @POST
    @Path("/tenants/{id}/suspend")
    public RestResponse<?> suspend(@RestPath String id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.confirm(
                version,
                TenantLabels.TENANT,
                () -> tenants.suspend(id),
                () -> ConsoleResponses.done(Notice.SAVED, VIEW, id),
                problem -> ConsoleResponses.refused(suspension(id, true, problem)));
    }

    @GET
    @Path("/tenants/{id}/resume")
    public TemplateInstance confirmResumption(@RestPath String id) {
        return suspension(id, false, null);
    }

    @POST
    @Path("/tenants/{id}/resume")
    public RestResponse<?> resume(@RestPath String id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.confirm(
                version,
                TenantLabels.TENANT,
                () -> tenants.resume(id),
                () -> ConsoleResponses.done(Notice.SAVED, VIEW, id),
                problem -> ConsoleResponses.refused(suspension(id, false, problem)));
    }

    @GET
    @Path("/tenants/{id}/delete")
    public TemplateInstance confirmDeletion(@RestPath String id) {
        var tenant = tenants.get(id);
        return deletion(tenant, Form.blank().with(Form.VERSION, tags.of(tenant)));
    }

    /** Begins the waiting period, if the form repeats the ID. */
    @POST
    @Path("/tenants/{id}/delete")
    public RestResponse<?> delete(@RestPath String id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, TenantLabels.TENANT);
        return submissions.change(
                form,
                () -> tenants.delete(id, form.text("confirm")),
                marked -> ConsoleResponses.done(Notice.SAVED, VIEW, id),
                () -> Form.blank().with(Form.VERSION, tags.of(tenants.get(id))),
                refused -> ConsoleResponses.refused(deletion(tenants.get(id), refused)));
    }

    @GET
    @Path("/tenants/{id}/quotas")
    public TemplateInstance quotas(@RestPath String id) {
        return TenantPageTemplates.quotas(tenants.get(id), filled(quotas.get(id)));
    }

    @POST
    @Path("/tenants/{id}/quotas")
    public RestResponse<?> saveQuotas(@RestPath String id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, TenantLabels.QUOTAS);
        return submissions.change(
                form,
                () -> quotas.replace(id, quotas(form)),
                saved -> ConsoleResponses.done(Notice.SAVED, VIEW, id),
                () -> filled(quotas.get(id)),
                refused -> ConsoleResponses.refused(TenantPageTemplates.quotas(tenants.get(id), refused)));
    }

    @GET
    @Path("/nodes")
    public TemplateInstance nodes() {
        return TenantPageTemplates.nodes(nodes.list().items());
    }

    private static RestResponse<?> link(TenantView tenant, String url) {
        return ConsoleResponses.page(TenantPageTemplates.link(tenant, url));
    }

    private TemplateInstance suspension(String id, boolean suspends, @Nullable String problem) {
        var tenant = tenants.get(id);
        return TenantPageTemplates.suspension(tenant, suspends, tags.of(tenant), problem);
    }

    private TemplateInstance deletion(TenantView tenant, Form form) {
        return TenantPageTemplates.delete(
                tenant, form, time.now().plus(config.operator().deletionDelay()));
    }

    private static TenantInput input(@Nullable String id, Form form) {
        return new TenantInput(id, form.text("name"), form.lines("hosts"));
    }

    private Form filled(TenantView tenant) {
        return Form.blank()
                .with(Form.VERSION, tags.of(tenant))
                .with("name", tenant.name())
                .with("hosts", tenant.hosts());
    }

    private Form filled(QuotasView stored) {
        return Form.blank()
                .with(Form.VERSION, tags.of(stored))
                .with("clients", stored.clients())
                .with("accounts", stored.accounts())
                .with("services", stored.services())
                .with("liveTokens", stored.liveTokens())
                .with("tokensPerSecond", stored.tokensPerSecond())
                .with("callsPerSecond", stored.callsPerSecond())
                .with("auditDays", stored.auditDays())
                .with("passwordShare", stored.passwordShare())
                .with("databaseShare", stored.databaseShare());
    }

    private static QuotasInput quotas(Form form) {
        return new QuotasInput(
                form.number("clients"),
                form.number("accounts"),
                form.number("services"),
                form.number("liveTokens"),
                form.number("tokensPerSecond"),
                form.number("callsPerSecond"),
                form.number("auditDays"),
                form.number("passwordShare"),
                form.number("databaseShare"));
    }
}
