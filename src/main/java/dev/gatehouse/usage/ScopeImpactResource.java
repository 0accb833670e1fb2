// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.scope.ScopeInput;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * The admin API's preview of an edit of a scope, or of its deletion if the request has no body. Changes nothing, so
 * auditors may call it too.
 */
@Path(Paths.ADMIN_API + "/scopes/{id}/impact")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ScopeImpactResource {
    private final ScopeImpacts impacts;

    public ScopeImpactResource(ScopeImpacts impacts) {
        this.impacts = impacts;
    }

    @POST
    public ScopeImpact impact(@RestPath UUID id, @Nullable ScopeInput body) {
        return impacts.of(id, body);
    }
}
