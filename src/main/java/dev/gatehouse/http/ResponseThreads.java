// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Writes all responses on the event loop. On any other thread, the output stream of Quarkus blocks while a client does
 * not read, so slow clients could block all worker threads.
 */
public class ResponseThreads {
    /** Response filters run in descending order of priority. */
    private static final int LAST = Integer.MIN_VALUE;

    @ServerResponseFilter(priority = LAST)
    public void toEventLoop(ResteasyReactiveContainerRequestContext request, ContainerResponseContext response) {
        var context = (ResteasyReactiveRequestContext) request.getServerRequestContext();
        if (!context.serverRequest().isOnIoThread()) {
            context.suspend();
            context.resume(context.getContextExecutor());
        }
    }
}
