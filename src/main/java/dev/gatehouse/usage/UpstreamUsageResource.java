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

/** The admin API's services that call an upstream. */
@Path(Paths.ADMIN_API + "/upstreams/{id}/usage")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class UpstreamUsageResource {
    private final CatalogueUsages usages;

    public UpstreamUsageResource(CatalogueUsages usages) {
        this.usages = usages;
    }

    @GET
    public UpstreamUsage usage(@RestPath UUID id) {
        return usages.ofUpstream(id);
    }
}
