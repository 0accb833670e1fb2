// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.http.Paths;
import dev.gatehouse.platform.CurrentTenant;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Hides the operator's API on all hosts except the operator's. */
public class OperatorOnly {
    private static final int AFTER_REFUSED_HOSTS = 1;

    private final CurrentTenant tenant;

    OperatorOnly(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    /** Throws an exception for a path that exists on the operator's host only. */
    @ServerRequestFilter(preMatching = true, nonBlocking = true, priority = AFTER_REFUSED_HOSTS)
    public void check(UriInfo uri) {
        var path = ("/" + uri.getPath()).replaceAll("/+", "/");
        if (path.startsWith(Paths.OPERATOR_API) && !tenant.id().equals(CurrentTenant.OPERATOR)) {
            throw new NotFoundException();
        }
    }
}
