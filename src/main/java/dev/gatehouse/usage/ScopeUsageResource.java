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

/** The admin API's use of a scope, for example before its deletion. */
@Path(Paths.ADMIN_API + "/scopes/{id}/usage")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class ScopeUsageResource {
    private final Usages usages;

    public ScopeUsageResource(Usages usages) {
        this.usages = usages;
    }

    @GET
    public GrantedScopeUsage usage(@RestPath UUID id) {
        return usages.ofScope(id);
    }
}
