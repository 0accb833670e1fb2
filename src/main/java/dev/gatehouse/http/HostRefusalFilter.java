// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** Ends a request for a host that no tenant answers, before any resource and any other filter runs. */
@Provider
@PreMatching
@Priority(0)
public class HostRefusalFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
        var request = ((ResteasyReactiveContainerRequestContext) context).getServerRequestContext();
        var routing = ((ResteasyReactiveRequestContext) request).unwrap(RoutingContext.class);
        HostRefusal.of(routing).ifPresent(reason -> {
            throw new HostRefusedException(reason);
        });
    }
}
