// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** The admin API's use of an exposed service. */
@Path(Paths.ADMIN_API + "/services/{id}/usage")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class ServiceUsageResource {
    private final CatalogueUsages usages;

    public ServiceUsageResource(CatalogueUsages usages) {
        this.usages = usages;
    }

    @GET
    public ServiceUsage usage(@RestPath UUID id) {
        return usages.ofService(id);
    }
}
