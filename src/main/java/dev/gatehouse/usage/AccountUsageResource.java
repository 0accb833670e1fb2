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

/** The admin API's activity of an account, for example before its deletion. */
@Path(Paths.ADMIN_API + "/accounts/{id}/usage")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class AccountUsageResource {
    private final Usages usages;

    public AccountUsageResource(Usages usages) {
        this.usages = usages;
    }

    @GET
    public AccountUsage usage(@RestPath UUID id) {
        return usages.ofAccount(id);
    }
}
