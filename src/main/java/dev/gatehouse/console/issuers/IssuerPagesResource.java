// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.issuers;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.issuer.IssuerFindings;
import dev.gatehouse.issuer.IssuerResource;
import dev.gatehouse.issuer.IssuerView;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The pages for trusted issuers: list, editing, and checks of an issuer's endpoints before use. */
@Path(Paths.CONSOLE + "/settings/issuers")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class IssuerPagesResource {
    private static final String LIST = Paths.CONSOLE + "/settings/issuers";
    private static final String VIEW = LIST + "/{id}";
    private static final String UNANSWERED = "unanswered";

    private final IssuerResource issuers;
    private final IssuerForms forms;
    private final FormSubmissions submissions;
    private final EntityTags tags;
    private final Language language;

    IssuerPagesResource(
            IssuerResource issuers,
            IssuerForms forms,
            FormSubmissions submissions,
            EntityTags tags,
            Language language) {
        this.issuers = issuers;
        this.forms = forms;
        this.submissions = submissions;
        this.tags = tags;
        this.language = language;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return IssuerPageTemplates.list(query, issuers.list(query.search(), query.sort(), query.after(), null));
    }

    @GET
    @Path("/new")
    public TemplateInstance add() {
        return form(null, forms.blank(), null);
    }

    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields, @Context RoutingContext routing) {
        var form = Form.sent(fields, IssuerLabels.ISSUER);
        return submissions.create(
                form,
                () -> Objects.requireNonNull(
                        issuers.create(IssuerForms.input(form), routing).getEntity()),
                created -> shown(created, Notice.CREATED),
                refused -> ConsoleResponses.refused(form(null, refused, null)));
    }

    /** Checks an issuer that is not saved yet. */
    @POST
    @Path("/new/check")
    public RestResponse<?> checkNew(MultivaluedMap<String, String> fields, @Context RoutingContext routing) {
        var form = Form.sent(fields, IssuerLabels.ISSUER);
        return check(form, null, () -> issuers.check(IssuerForms.input(form), routing));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance view(@RestPath UUID id, @RestQuery(UNANSWERED) @Nullable String unanswered) {
        return IssuerPageTemplates.view(issuers.get(id), null, unanswered != null);
    }

    /** Checks a saved issuer. */
    @POST
    @Path("/{id}/check")
    public TemplateInstance checkSaved(@RestPath UUID id, @Context RoutingContext routing) {
        var issuer = issuers.get(id);
        var found = issuers.checkAgain(id, IssuerForms.input(issuer), routing);
        return IssuerPageTemplates.view(issuer, Findings.of(found, language), false);
    }

    @GET
    @Path("/{id}/edit")
    public TemplateInstance edit(@RestPath UUID id) {
        var issuer = issuers.get(id);
        return form(issuer, forms.filled(issuer), null);
    }

    @POST
    @Path("/{id}/edit")
    public RestResponse<?> save(
            @RestPath UUID id, MultivaluedMap<String, String> fields, @Context RoutingContext routing) {
        var form = Form.sent(fields, IssuerLabels.ISSUER);
        return submissions.change(
                form,
                () -> issuers.update(id, IssuerForms.input(form), routing),
                saved -> shown(saved, Notice.SAVED),
                () -> forms.filled(issuers.get(id)),
                refused -> ConsoleResponses.refused(form(issuers.get(id), refused, null)));
    }

    /** Checks an edited issuer before it is saved. */
    @POST
    @Path("/{id}/edit/check")
    public RestResponse<?> checkEdited(
            @RestPath UUID id, MultivaluedMap<String, String> fields, @Context RoutingContext routing) {
        var form = Form.sent(fields, IssuerLabels.ISSUER);
        return check(form, issuers.get(id), () -> issuers.checkAgain(id, IssuerForms.input(form), routing));
    }

    @GET
    @Path("/{id}/delete")
    public TemplateInstance confirmDeletion(@RestPath UUID id) {
        return deletion(id, null);
    }

    @POST
    @Path("/{id}/delete")
    public RestResponse<?> delete(@RestPath UUID id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.delete(version, () -> issuers.delete(id), LIST, problem -> deletion(id, problem));
    }

    /** Redirects to the saved issuer, with a warning if the issuer did not answer all requests. */
    private RestResponse<?> shown(IssuerView saved, Notice notice) {
        var target = UriBuilder.fromPath(VIEW).queryParam(Notice.PARAMETER, notice.wireName());
        if (saved.warnings().size() > issuers.get(saved.id()).warnings().size()) {
            target.queryParam(UNANSWERED, true);
        }
        return ConsoleResponses.redirect(target.build(saved.id()));
    }

    private RestResponse<?> check(Form form, @Nullable IssuerView issuer, Supplier<IssuerFindings> question) {
        return submissions.create(
                form,
                question,
                findings -> ConsoleResponses.page(form(issuer, form, Findings.of(findings, language))),
                refused -> ConsoleResponses.page(form(issuer, refused, Findings.of(refused))));
    }

    private static TemplateInstance form(@Nullable IssuerView issuer, Form form, @Nullable Findings findings) {
        return IssuerPageTemplates.form(issuer, IssuerForms.shown(form), findings);
    }

    private TemplateInstance deletion(UUID id, @Nullable String problem) {
        var issuer = issuers.get(id);
        return IssuerPageTemplates.delete(issuer, tags.of(issuer), problem);
    }
}
