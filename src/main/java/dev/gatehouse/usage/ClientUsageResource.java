// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** The admin API's activity of a client, for example before its deletion. */
@Path(Paths.ADMIN_API + "/clients/{clientId}/usage")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class ClientUsageResource {
    private final Usages usages;

    public ClientUsageResource(Usages usages) {
        this.usages = usages;
    }

    @GET
    public ClientUsage usage(@RestPath String clientId) {
        return usages.ofClient(clientId);
    }
}
