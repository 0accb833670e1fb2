// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import dev.gatehouse.http.connection.RequestTargets;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BadRequestException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Rejects the request of a page whose path or query cannot be decoded, before a resource is chosen.
 * {@link ExceptionMappers} answers with the error page.
 */
public class UndecodablePages {

    @ServerRequestFilter(preMatching = true, nonBlocking = true)
    public void reject(RoutingContext routing) {
        if (RequestTargets.isUndecodable(routing)) {
            throw new BadRequestException();
        }
    }
}
