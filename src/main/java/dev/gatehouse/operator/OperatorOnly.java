// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.http.Paths;
import dev.gatehouse.platform.CurrentTenant;
import jakarta.annotation.Priority;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Hides the operator's API on all hosts except the operator's. */
@Provider
@PreMatching
@Priority(1)
public class OperatorOnly implements ContainerRequestFilter {
    private final CurrentTenant tenant;

    OperatorOnly(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        var path = ("/" + context.getUriInfo().getPath()).replaceAll("/+", "/");
        if (path.startsWith(Paths.OPERATOR_API) && !tenant.id().equals(CurrentTenant.OPERATOR)) {
            throw new NotFoundException();
        }
    }
}
