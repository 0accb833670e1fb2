// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.partner.PostmanCollection;
import dev.gatehouse.partner.PostmanCollectionResource;
import dev.gatehouse.partner.PostmanEnvironment;
import dev.gatehouse.partner.PostmanEnvironmentResource;
import dev.gatehouse.partner.PostmanExports;
import dev.gatehouse.partner.SnippetResource;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The page of Client Registration for partner developers: files for Postman, and code samples. */
@Path(Paths.CONSOLE + "/clients/{clientId}/partner")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class PartnerPagesResource {
    private final ClientResource clients;
    private final SnippetResource snippets;
    private final PostmanCollectionResource collections;
    private final PostmanEnvironmentResource environments;
    private final EntityTags tags;

    PartnerPagesResource(
            ClientResource clients,
            SnippetResource snippets,
            PostmanCollectionResource collections,
            PostmanEnvironmentResource environments,
            EntityTags tags) {
        this.clients = clients;
        this.snippets = snippets;
        this.collections = collections;
        this.environments = environments;
        this.tags = tags;
    }

    @GET
    public TemplateInstance show(
            @RestPath String clientId,
            @RestQuery @Nullable String grant,
            @RestQuery @Nullable String language,
            @Context HttpServerRequest http) {
        var client = clients.get(clientId);
        return ClientPageTemplates.partner(
                client,
                tags.of(client),
                CodeSampleSelection.of(snippets.list(clientId, http), grant, language),
                postmanCanReceive(client));
    }

    @GET
    @Path("/postman-collection")
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<PostmanCollection> collection(@RestPath String clientId, @Context HttpServerRequest http) {
        return collections.export(clientId, http);
    }

    @GET
    @Path("/postman-environment")
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<PostmanEnvironment> environment(@RestPath String clientId, @Context HttpServerRequest http) {
        return environments.export(clientId, http);
    }

    private static boolean postmanCanReceive(ClientView client) {
        return !client.grantTypes().contains(GrantType.AUTHORIZATION_CODE.wireName())
                || client.redirectUris().contains(PostmanExports.CALLBACK);
    }
}
