package dev.gatehouse.http;

import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Has every answer written on the event loop. The framework's output stream waits for a client that does not read, on any
 * thread but that one, and a client must not be able to hold the threads that work with the database.
 */
public class AnswerThreads {
    /** Response filters run from high to low. */
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
