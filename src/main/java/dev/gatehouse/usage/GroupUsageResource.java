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

/** The admin API's use of a group: its members, and the scopes that are limited to it. */
@Path(Paths.ADMIN_API + "/groups/{id}/usage")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class GroupUsageResource {
    private final GroupUsages usages;

    public GroupUsageResource(GroupUsages usages) {
        this.usages = usages;
    }

    @GET
    public GroupUsage usage(@RestPath UUID id) {
        return usages.of(id);
    }
}
