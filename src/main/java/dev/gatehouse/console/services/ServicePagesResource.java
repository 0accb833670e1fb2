// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.service.CorsMode;
import dev.gatehouse.service.CorsRule;
import dev.gatehouse.service.ServiceKind;
import dev.gatehouse.service.ServicePreviews;
import dev.gatehouse.service.ServiceResource;
import dev.gatehouse.service.ServiceViews.ServiceInput;
import dev.gatehouse.service.ServiceViews.ServiceView;
import dev.gatehouse.service.upstream.UpstreamResource;
import dev.gatehouse.service.upstream.UpstreamView;
import dev.gatehouse.usage.ServiceUsageResource;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The service pages: exposed services, their upstreams, and the scopes that cover them. */
@Path(ServicePagesResource.LIST)
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ServicePagesResource {
    static final String LIST = Paths.CONSOLE + "/services";

    private static final String VIEW = LIST + "/{id}";

    private final ServiceResource services;
    private final ServiceUsageResource usages;
    private final UpstreamResource upstreams;
    private final ProjectChoices projects;
    private final ServicePreviews previews;
    private final BaseUrl baseUrl;
    private final FormSubmissions submissions;
    private final EntityTags tags;
    private final HttpServerRequest request;

    ServicePagesResource(
            ServiceResource services,
            ServiceUsageResource usages,
            UpstreamResource upstreams,
            ProjectChoices projects,
            ServicePreviews previews,
            BaseUrl baseUrl,
            FormSubmissions submissions,
            EntityTags tags,
            @Context HttpServerRequest request) {
        this.services = services;
        this.usages = usages;
        this.upstreams = upstreams;
        this.projects = projects;
        this.previews = previews;
        this.baseUrl = baseUrl;
        this.submissions = submissions;
        this.tags = tags;
        this.request = request;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        var found = services.list(
                query.get("projectId"), query.search(), query.get("kind"), query.sort(), query.after(), null);
        return ServicePageTemplates.list(query, found.map(ServiceRow::of), projects.all());
    }

    @GET
    @Path("/new")
    public TemplateInstance add(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return form(
                null,
                Form.blank()
                        .with("kind", ServiceKind.REST_RESOURCE)
                        .with("projectId", query.get("projectId"))
                        .with("cors.mode", CorsMode.OFF)
                        .with("name", query.get("name")));
    }

    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ServiceLabels.SERVICE);
        return submissions.create(
                form,
                () -> services.create(input(form)).getEntity(),
                created -> ConsoleResponses.done(Notice.CREATED, VIEW, created.id()),
                refused -> ConsoleResponses.refused(form(null, refused)));
    }

    /** Returns the preview of the fields entered so far. */
    @GET
    @Path("/preview")
    public TemplateInstance preview(@Context UriInfo uri) {
        return ServicePageTemplates.preview(preview(Form.sent(uri.getQueryParameters())), baseUrl.of(request));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance view(@RestPath UUID id) {
        return ServicePageTemplates.view(page(services.get(id)));
    }

    @GET
    @Path("/{id}/edit")
    public TemplateInstance edit(@RestPath UUID id) {
        var service = services.get(id);
        return form(service, filled(service));
    }

    @POST
    @Path("/{id}/edit")
    public RestResponse<?> save(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ServiceLabels.SERVICE);
        return submissions.change(
                form,
                () -> services.update(id, input(form)),
                saved -> ConsoleResponses.done(Notice.SAVED, VIEW, saved.id()),
                () -> filled(services.get(id)),
                refused -> ConsoleResponses.refused(form(services.get(id), refused)));
    }

    @GET
    @Path("/{id}/delete")
    public TemplateInstance confirmDeletion(@RestPath UUID id) {
        return deletion(id, null);
    }

    @POST
    @Path("/{id}/delete")
    public RestResponse<?> delete(@RestPath UUID id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.delete(version, () -> services.delete(id), LIST, problem -> deletion(id, problem));
    }

    private TemplateInstance deletion(UUID id, @Nullable String problem) {
        var service = services.get(id);
        return ServicePageTemplates.delete(page(service), tags.of(service), problem);
    }

    private ServicePage page(ServiceView service) {
        return new ServicePage(
                service,
                baseUrl.of(request) + service.path(),
                previews.upstream(service.upstreamUrl()).orElse(null),
                usages.usage(service.id()).scopes().items());
    }

    private TemplateInstance form(@Nullable ServiceView service, Form form) {
        var declared = upstreams.list(null, null, null, String.valueOf(Page.MAX_SIZE)).items().stream()
                .map(UpstreamView::url)
                .toList();
        return ServicePageTemplates.form(service, form, preview(form), baseUrl.of(request), projects.all(), declared);
    }

    private ServicePreviews.Preview preview(Form form) {
        return previews.of(
                ServiceInput.withDefaults(
                        form.text("projectId"),
                        ServiceKind.REST_RESOURCE.name().equals(form.text("kind"))
                                ? ServiceKind.REST_RESOURCE
                                : ServiceKind.FLOW_SERVICE,
                        form.text("name"),
                        form.text("resource"),
                        form.all("methods"),
                        null,
                        form.text("upstreamUrl")),
                form.text("self"));
    }

    private Form filled(ServiceView service) {
        var limit = service.rateLimit();
        return Form.blank()
                .with(Form.VERSION, tags.of(service))
                .with("self", service.id())
                .with("kind", service.kind())
                .with("projectId", service.projectId())
                .with("name", service.name())
                .with("resource", service.resource().isEmpty() ? null : service.resource())
                .with("methods", service.methods())
                .with("upstreamUrl", service.upstreamUrl())
                .with("description", service.description())
                .with("timeoutMs", service.timeoutMs())
                .with("rateLimit.requests", limit == null ? null : limit.requests())
                .with("rateLimit.perSeconds", limit == null ? null : limit.perSeconds())
                .with("rateLimit.burst", limit == null ? null : limit.burst())
                .with("cors.mode", service.cors().mode())
                .with("cors.origins", service.cors().origins());
    }

    private static ServiceInput input(Form form) {
        var kind = form.choice("kind", ServiceKind.class);
        return new ServiceInput(
                form.text("projectId"),
                kind,
                form.text("name"),
                // A page without scripts sends the hidden field too.
                kind == ServiceKind.FLOW_SERVICE ? null : form.text("resource"),
                form.all("methods"),
                form.text("description"),
                form.text("upstreamUrl"),
                form.number("timeoutMs"),
                limit(form),
                cors(form));
    }

    /** Ignores origins if their option is not selected, because the field is then hidden. */
    private static CorsRule.@Nullable Input cors(Form form) {
        var mode = form.choice("cors.mode", CorsMode.class);
        return mode == null
                ? null
                : new CorsRule.Input(mode, mode == CorsMode.ALLOW ? form.lines("cors.origins") : null);
    }

    private static RateLimit.@Nullable Input limit(Form form) {
        var requests = form.number("rateLimit.requests");
        var perSeconds = form.number("rateLimit.perSeconds");
        var burst = form.number("rateLimit.burst");
        return requests == null && perSeconds == null && burst == null
                ? null
                : new RateLimit.Input(requests, perSeconds, burst);
    }
}
