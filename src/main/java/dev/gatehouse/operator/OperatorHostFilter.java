// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.platform.CurrentTenant;
import jakarta.annotation.Priority;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Answers 404 for the operator's API on all hosts except the operator's, before the token is checked. */
@Provider
@OperatorOnly
@Priority(Priorities.AUTHENTICATION - 1)
public class OperatorHostFilter implements ContainerRequestFilter {
    private final CurrentTenant tenant;

    OperatorHostFilter(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (!tenant.id().equals(CurrentTenant.OPERATOR)) {
            throw new NotFoundException();
        }
    }
}
