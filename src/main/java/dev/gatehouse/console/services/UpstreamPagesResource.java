// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.service.upstream.TokenServerAuthentication;
import dev.gatehouse.service.upstream.UpstreamAuthentication;
import dev.gatehouse.service.upstream.UpstreamInput;
import dev.gatehouse.service.upstream.UpstreamResource;
import dev.gatehouse.service.upstream.UpstreamView;
import dev.gatehouse.usage.UpstreamUsageResource;
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
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The upstream pages. Secrets are accepted but never returned in a page. */
@Path(UpstreamPagesResource.LIST)
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class UpstreamPagesResource {
    static final String LIST = ServicePagesResource.LIST + "/upstreams";

    private static final String VIEW = LIST + "/{id}";
    private static final String HEADER_VALUE = "headerValue";
    private static final String CLIENT_SECRET = "clientSecret";

    private final UpstreamResource upstreams;
    private final UpstreamUsageResource usages;
    private final FormSubmissions submissions;
    private final EntityTags tags;

    UpstreamPagesResource(
            UpstreamResource upstreams, UpstreamUsageResource usages, FormSubmissions submissions, EntityTags tags) {
        this.upstreams = upstreams;
        this.usages = usages;
        this.submissions = submissions;
        this.tags = tags;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        return UpstreamPageTemplates.list(query, upstreams.list(query.search(), query.sort(), query.after(), null));
    }

    @GET
    @Path("/new")
    public TemplateInstance add() {
        return UpstreamPageTemplates.form(
                null,
                Form.blank()
                        .with("authentication", UpstreamAuthentication.NONE)
                        .with("clientAuthentication", TokenServerAuthentication.BASIC),
                false);
    }

    @POST
    @Path("/new")
    public RestResponse<?> create(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ServiceLabels.UPSTREAM);
        return submissions.create(
                form,
                () -> upstreams.create(input(form)).getEntity(),
                created -> ConsoleResponses.done(Notice.CREATED, VIEW, created.id()),
                refused -> refused(null, refused));
    }

    @GET
    @Path("/{id}")
    public TemplateInstance view(@RestPath UUID id) {
        return UpstreamPageTemplates.view(upstreams.get(id), usages.usage(id));
    }

    @GET
    @Path("/{id}/edit")
    public TemplateInstance edit(@RestPath UUID id) {
        var upstream = upstreams.get(id);
        return UpstreamPageTemplates.form(upstream, filled(upstream), false);
    }

    @POST
    @Path("/{id}/edit")
    public RestResponse<?> save(@RestPath UUID id, MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, ServiceLabels.UPSTREAM);
        return submissions.change(
                form,
                () -> upstreams.update(id, input(form)),
                saved -> ConsoleResponses.done(Notice.SAVED, VIEW, saved.id()),
                () -> filled(upstreams.get(id)),
                refused -> refused(upstreams.get(id), refused));
    }

    @GET
    @Path("/{id}/delete")
    public TemplateInstance confirmDeletion(@RestPath UUID id) {
        return deletion(id, null);
    }

    @POST
    @Path("/{id}/delete")
    public RestResponse<?> delete(@RestPath UUID id, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.delete(version, () -> upstreams.delete(id), LIST, problem -> deletion(id, problem));
    }

    private TemplateInstance deletion(UUID id, @Nullable String problem) {
        var upstream = upstreams.get(id);
        return UpstreamPageTemplates.delete(upstream, usages.usage(id), tags.of(upstream), problem);
    }

    private static RestResponse<?> refused(@Nullable UpstreamView upstream, Form form) {
        var secretTyped = form.text(HEADER_VALUE) != null || form.text(CLIENT_SECRET) != null;
        return ConsoleResponses.refused(UpstreamPageTemplates.form(
                upstream, form.with(HEADER_VALUE, null).with(CLIENT_SECRET, null), secretTyped));
    }

    private Form filled(UpstreamView upstream) {
        return Form.blank()
                .with(Form.VERSION, tags.of(upstream))
                .with("url", upstream.url())
                .with("description", upstream.description())
                .with("authentication", upstream.authentication())
                .with("headerName", upstream.headerName())
                .with("tokenUrl", upstream.tokenUrl())
                .with("clientId", upstream.clientId())
                .with(
                        "clientAuthentication",
                        upstream.clientAuthentication() == null
                                ? TokenServerAuthentication.BASIC
                                : upstream.clientAuthentication())
                .with("scope", upstream.scope())
                .with("resource", upstream.resource())
                .with("audience", upstream.audience())
                .with("trustedCertificates", upstream.trustedCertificates())
                .with("maxConcurrent", upstream.maxConcurrent());
    }

    /** Reads the form. Ignores hidden fields of other kinds of authentication. */
    private static UpstreamInput input(Form form) {
        var authentication = form.choice("authentication", UpstreamAuthentication.class);
        var header = authentication == UpstreamAuthentication.HEADER;
        var token = authentication == UpstreamAuthentication.CLIENT_CREDENTIALS;
        return new UpstreamInput(
                form.text("url"),
                form.text("description"),
                authentication,
                header ? form.text("headerName") : null,
                header ? form.text(HEADER_VALUE) : null,
                token ? form.text("tokenUrl") : null,
                token ? form.text("clientId") : null,
                token ? form.text(CLIENT_SECRET) : null,
                token ? form.choice("clientAuthentication", TokenServerAuthentication.class) : null,
                token ? form.text("scope") : null,
                token ? form.text("resource") : null,
                token ? form.text("audience") : null,
                form.text("trustedCertificates"),
                form.number("maxConcurrent"));
    }
}
