// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.console.ConsoleErrors;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.ScopeResource;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.token.management.TokenManagementResource;
import io.quarkus.qute.TemplateInstance;
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
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The pages of Client Registration for the scopes of a client. */
@Path(Paths.CONSOLE + "/clients/{clientId}/scopes")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ClientScopePagesResource {
    static final String LIST = ClientPagesResource.VIEW + "/scopes";

    private static final String TICKED = "scopes";

    private final ClientResource clients;
    private final ScopeResource scopes;
    private final Scopes known;
    private final TokenManagementResource tokens;
    private final FormSubmissions submissions;
    private final EntityTags tags;

    ClientScopePagesResource(
            ClientResource clients,
            ScopeResource scopes,
            Scopes known,
            TokenManagementResource tokens,
            FormSubmissions submissions,
            EntityTags tags) {
        this.clients = clients;
        this.scopes = scopes;
        this.known = known;
        this.tokens = tokens;
        this.submissions = submissions;
        this.tags = tags;
    }

    /** Returns the URL of the page for associating scopes, with a scope selected. */
    public static URI picked(String clientId, String scope) {
        return UriBuilder.fromPath(LIST + "/associate")
                .queryParam(TICKED, "{scope}")
                .queryParam(Notice.PARAMETER, Notice.CREATED.wireName())
                .build(clientId, scope);
    }

    @GET
    public TemplateInstance list(@RestPath String clientId) {
        var client = clients.get(clientId);
        return ClientPageTemplates.scopes(client, tags.of(client), described(client.scopes()));
    }

    /** Lists the scopes that can be associated. A search keeps the selection. */
    @GET
    @Path("/associate")
    public TemplateInstance pick(@RestPath String clientId, @Context UriInfo uri) {
        return picking(clients.get(clientId), Form.sent(uri.getQueryParameters()));
    }

    /** Adds the selected scopes to the current ones, including those that another user added since. */
    @POST
    @Path("/associate")
    public RestResponse<?> associate(@RestPath String clientId, MultivaluedMap<String, String> fields) {
        var client = clients.get(clientId);
        var form = Form.sent(fields, ClientLabels.CLIENT_SCOPES).with(Form.VERSION, tags.of(client));
        return submissions.change(
                form,
                () -> clients.update(clientId, ClientForm.same(client, client.active(), with(client, form))),
                saved -> ConsoleResponses.done(Notice.SAVED, LIST, clientId),
                () -> form,
                refused -> ConsoleResponses.refused(picking(client, refused)));
    }

    @GET
    @Path("/disassociate")
    public TemplateInstance confirmDisassociation(@RestPath String clientId, @RestQuery @Nullable String scope) {
        return disassociation(clients.get(clientId), scope == null ? "" : scope, null);
    }

    @POST
    @Path("/disassociate")
    public RestResponse<?> disassociate(
            @RestPath String clientId,
            @RestForm @Nullable String scope,
            @RestForm(Form.VERSION) @Nullable String version) {
        var name = scope == null ? "" : scope;
        return submissions.confirm(
                version,
                ClientLabels.CLIENT,
                () -> {
                    var client = clients.get(clientId);
                    var left = client.scopes().stream()
                            .filter(one -> !one.equals(name))
                            .toList();
                    clients.update(clientId, ClientForm.same(client, client.active(), left));
                },
                () -> ConsoleResponses.done(Notice.SAVED, LIST, clientId),
                problem -> ConsoleResponses.refused(disassociation(clients.get(clientId), name, problem)));
    }

    private TemplateInstance picking(ClientView client, Form form) {
        var ticked = form.all(TICKED);
        var found = scopes.list(form.text("search"), null, null, null);
        return ClientPageTemplates.associate(client, form, described(ticked), ScopeChoice.Offer.of(found, ticked));
    }

    private TemplateInstance disassociation(ClientView client, String scope, @Nullable String problem) {
        if (!client.scopes().contains(scope)) {
            throw ProblemException.notFound(ConsoleErrors.notAssociated());
        }
        var carrying = tokens.list(client.clientId(), null, scope, null, null, null, String.valueOf(Page.MAX_SIZE));
        return ClientPageTemplates.disassociate(
                client, tags.of(client), ScopeRemovalImpact.of(scope, carrying), problem);
    }

    /** Adds descriptions. Uses the matcher, because the admin API has no lookup of scopes by name. */
    private List<ScopeChoice> described(List<String> names) {
        var matcher = known.matcher();
        return names.stream()
                .map(name -> {
                    var scope = matcher.get(name);
                    return scope == null
                            ? new ScopeChoice(name, null, false)
                            : new ScopeChoice(name, scope.description(), scope.builtIn());
                })
                .toList();
    }

    private static List<String> with(ClientView client, Form form) {
        var ticked = form.all(TICKED);
        if (ticked.isEmpty()) {
            throw ProblemException.invalid(TICKED, ConsoleErrors.noScopeTicked());
        }
        var all = new LinkedHashSet<>(client.scopes());
        all.addAll(ticked);
        return List.copyOf(all);
    }
}
