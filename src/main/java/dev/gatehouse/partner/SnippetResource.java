// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** The admin API's code samples for one client. */
@Path(Paths.ADMIN_API + "/clients/{clientId}/snippets")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class SnippetResource {
    private final Snippets snippets;
    private final BaseUrl baseUrl;

    SnippetResource(Snippets snippets, BaseUrl baseUrl) {
        this.snippets = snippets;
        this.baseUrl = baseUrl;
    }

    @GET
    public List<Snippet> list(@RestPath String clientId, @Context HttpServerRequest http) {
        return snippets.of(clientId, baseUrl.of(http));
    }
}
