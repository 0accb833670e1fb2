// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** The admin API's content of a project, with the scopes that cover nothing else. */
@Path(Paths.ADMIN_API + "/projects/{projectId}/usage")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class ProjectUsageResource {
    private final CatalogueUsages usages;

    public ProjectUsageResource(CatalogueUsages usages) {
        this.usages = usages;
    }

    @GET
    public ProjectUsage usage(@RestPath String projectId) {
        return usages.ofProject(projectId);
    }
}
