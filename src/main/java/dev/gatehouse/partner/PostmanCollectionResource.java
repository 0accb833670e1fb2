// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The admin API's export of a client's Postman collection, as a file to be saved. */
@Path(Paths.ADMIN_API + "/clients/{clientId}/postman-collection")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class PostmanCollectionResource {
    private final PostmanExports exports;
    private final BaseUrl baseUrl;
    private final CurrentCaller caller;

    PostmanCollectionResource(PostmanExports exports, BaseUrl baseUrl, CurrentCaller caller) {
        this.exports = exports;
        this.baseUrl = baseUrl;
        this.caller = caller;
    }

    @GET
    public RestResponse<PostmanCollection> export(@RestPath String clientId, @Context HttpServerRequest http) {
        var export = exports.collection(clientId, baseUrl.of(http), caller.get().actor());
        return RestResponse.ResponseBuilder.ok(export.content())
                .header(HttpHeaders.CONTENT_DISPOSITION, export.disposition())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
