// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.console.Notice;
import dev.gatehouse.console.clients.ClientPageTemplates.Occasion;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.ScopeResource;
import dev.gatehouse.tenant.SettingsResource;
import dev.gatehouse.usage.ClientUsageResource;
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
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The pages of Client Registration: list, registration, editing, status and deletion. */
@Path(Paths.CONSOLE + "/clients")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ClientPagesResource {
    static final String LIST = Paths.CONSOLE + "/clients";
    static final String VIEW = LIST + "/{clientId}";

    private final ClientResource clients;
    private final ClientUsageResource usages;
    private final ScopeResource scopes;
    private final SettingsResource settings;
    private final FormSubmissions submissions;
    private final EntityTags tags;
    private final BaseUrl baseUrl;

    ClientPagesResource(
            ClientResource clients,
            ClientUsageResource usages,
            ScopeResource scopes,
            SettingsResource settings,
            FormSubmissions submissions,
            EntityTags tags,
            BaseUrl baseUrl) {
        this.clients = clients;
        this.usages = usages;
        this.scopes = scopes;
        this.settings = settings;
        this.submissions = submissions;
        this.tags = tags;
        this.baseUrl = baseUrl;
    }

    @GET
    public TemplateInstance list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        var page = clients.list(query.search(), query.sort(), query.after(), null);
        return ClientPageTemplates.list(
                query,
                page.map(client -> new ClientPageTemplates.Row(client, tags.of(client))),
                query.findsOnly(ClientView::builtIn, page));
    }

    @GET
    @Path("/new")
    public TemplateInstance add() {
        return form(null, ClientForm.preselected(settings.get()));
    }

    /** Shows the new client with its secret in the response, because the secret is not stored. */
    @POST
    @Path("/new")
    public RestResponse<?> register(MultivaluedMap<String, String> fields, @Context HttpServerRequest http) {
        var form = Form.sent(fields, ClientLabels.CLIENT);
        return submissions.create(
                form,
                () -> registered(form),
                created -> issued(created, http, Occasion.REGISTERED),
                refused -> ConsoleResponses.refused(form(null, refused)));
    }

    @GET
    @Path("/{clientId}")
    public TemplateInstance view(@RestPath String clientId, @Context HttpServerRequest http) {
        var client = clients.get(clientId);
        return ClientPageTemplates.view(
                client, tags.of(client), ClientEndpoints.at(baseUrl.of(http)), usages.usage(clientId));
    }

    @GET
    @Path("/{clientId}/edit")
    public TemplateInstance edit(@RestPath String clientId) {
        var client = clients.get(clientId);
        return form(client, ClientForm.of(client, tags.of(client)));
    }

    @POST
    @Path("/{clientId}/edit")
    public RestResponse<?> save(
            @RestPath String clientId, MultivaluedMap<String, String> fields, @Context HttpServerRequest http) {
        var form = Form.sent(fields, ClientLabels.CLIENT);
        return submissions.change(
                form,
                () -> clients.update(clientId, ClientForm.edit(form, clients.get(clientId)))
                        .getEntity(),
                saved -> saved.clientSecret() == null
                        ? ConsoleResponses.done(Notice.SAVED, VIEW, clientId)
                        : issued(saved, http, Occasion.TURNED_CONFIDENTIAL),
                () -> filled(clientId),
                refused -> ConsoleResponses.refused(form(clients.get(clientId), refused)));
    }

    @GET
    @Path("/{clientId}/status")
    public TemplateInstance confirmStatus(@RestPath String clientId) {
        return status(clientId, null);
    }

    /** Activates or deactivates a client. */
    @POST
    @Path("/{clientId}/status")
    public RestResponse<?> changeStatus(
            @RestPath String clientId,
            @RestForm @Nullable String active,
            @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.confirm(
                version,
                ClientLabels.CLIENT,
                () -> {
                    if (active == null) {
                        throw ProblemException.invalid("active", CommonErrors.required());
                    }
                    var client = clients.get(clientId);
                    clients.update(clientId, ClientForm.same(client, active.equals("true"), client.scopes()));
                },
                () -> ConsoleResponses.done(Notice.SAVED, VIEW, clientId),
                problem -> ConsoleResponses.refused(status(clientId, problem)));
    }

    @GET
    @Path("/{clientId}/delete")
    public TemplateInstance confirmDeletion(@RestPath String clientId) {
        return deletion(clientId, null);
    }

    @POST
    @Path("/{clientId}/delete")
    public RestResponse<?> delete(@RestPath String clientId, @RestForm(Form.VERSION) @Nullable String version) {
        return submissions.delete(
                version, () -> clients.delete(clientId), LIST, problem -> deletion(clientId, problem));
    }

    private ClientView registered(Form form) {
        try {
            return clients.create(ClientForm.registration(form)).getEntity();
        } catch (ProblemException refusal) {
            throw ClientForm.named(refusal);
        }
    }

    private RestResponse<?> issued(ClientView client, HttpServerRequest http, Occasion occasion) {
        return ConsoleResponses.page(
                ClientPageTemplates.issued(client, ClientEndpoints.at(baseUrl.of(http)), occasion));
    }

    private Form filled(String clientId) {
        var client = clients.get(clientId);
        return ClientForm.of(client, tags.of(client));
    }

    private TemplateInstance form(@Nullable ClientView client, Form form) {
        return ClientPageTemplates.form(
                client, form, settings.get(), ScopeChoice.Offer.of(scopes.list(null, null, null, null), List.of()));
    }

    private TemplateInstance status(String clientId, @Nullable String problem) {
        var client = clients.get(clientId);
        return ClientPageTemplates.status(client, tags.of(client), usages.usage(clientId), problem);
    }

    private TemplateInstance deletion(String clientId, @Nullable String problem) {
        var client = clients.get(clientId);
        return ClientPageTemplates.delete(client, tags.of(client), usages.usage(clientId), problem);
    }
}
