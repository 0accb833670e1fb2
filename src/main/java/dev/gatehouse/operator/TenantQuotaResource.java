// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.tenant.quota.QuotasInput;
import dev.gatehouse.tenant.quota.QuotasView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The quotas of a tenant and their use in the operator's API. Changes take effect on all nodes within a second. */
@Path(Paths.OPERATOR_API + "/tenants/{id}")
@OperatorOnly
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TenantQuotaResource {
    private final QuotaChanges quotas;
    private final TenantUsages usages;
    private final CurrentCaller caller;

    TenantQuotaResource(QuotaChanges quotas, TenantUsages usages, CurrentCaller caller) {
        this.quotas = quotas;
        this.usages = usages;
        this.caller = caller;
    }

    @GET
    @Path("/quotas")
    @EntityTagged
    public QuotasView get(@RestPath String id) {
        return quotas.view(id);
    }

    @PUT
    @Path("/quotas")
    @EntityTagged
    public QuotasView replace(@RestPath String id, @Nullable QuotasInput body) {
        return quotas.replace(id, Bodies.present(body), caller.get().actor());
    }

    @GET
    @Path("/usage")
    public TenantUsage usage(@RestPath String id) {
        return usages.of(id);
    }
}
