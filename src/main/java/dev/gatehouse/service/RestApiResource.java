// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The admin API's settings for all resources of a REST API. */
@Path(Paths.ADMIN_API + "/projects/{projectId}/apis/{name}")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RestApiResource {
    private final ExposedServices services;
    private final CurrentCaller caller;

    public RestApiResource(ExposedServices services, CurrentCaller caller) {
        this.services = services;
        this.caller = caller;
    }

    /** Sets the CORS rule of all resources. */
    @PUT
    @Path("/cors")
    public CorsRule replaceCors(@RestPath String projectId, @RestPath String name, CorsRule.@Nullable Input body) {
        return services.replaceCors(
                projectId, name, Bodies.present(body), caller.get().actor());
    }
}
