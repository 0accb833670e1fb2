// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnScripts;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Sets the entry of a request for a page, and denies an entered operator all pages except the console: they are about
 * the user's own account or sign one in, and the operator has no account of the tenant.
 */
@Provider
@FrontChannel
@Priority(EntryFilter.AFTER_HTTPS)
public class EntryFilter implements ContainerRequestFilter {
    static final int AFTER_HTTPS = Priorities.AUTHENTICATION + 1;

    private static final Set<String> PERMITTED = Set.of(Paths.CONSOLE, Paths.OPERATOR_ENTRY, Paths.OPERATOR_LEAVE);

    private final Entries entries;
    private final CurrentVertxRequest current;
    private final HttpServerRequest request;

    EntryFilter(Entries entries, CurrentVertxRequest current, @Context HttpServerRequest request) {
        this.entries = entries;
        this.current = current;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        var entry = entries.of(request);
        if (entry.isEmpty()) {
            return;
        }
        current.getCurrent().put(OperatorEntry.KEY, entry.get());
        if (!PERMITTED.contains(Paths.section(Paths.plain(request.path())))) {
            context.abortWith(withoutAccount());
        }
    }

    /** Returns the answer to an entered operator for a page that needs an account of the tenant. */
    public static Response withoutAccount() {
        return Response.status(Response.Status.FORBIDDEN)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(EntryTemplates.withoutAccount())
                .build();
    }

    /** Denies an entered operator what scripts call for the user's own account. */
    @Provider
    @OwnScripts
    @Priority(EntryFilter.AFTER_HTTPS)
    public static class OfScripts implements ContainerRequestFilter {
        private final Entries entries;
        private final HttpServerRequest request;

        OfScripts(Entries entries, @Context HttpServerRequest request) {
            this.entries = entries;
            this.request = request;
        }

        @Override
        public void filter(ContainerRequestContext context) {
            if (entries.of(request).isPresent()) {
                throw ProblemException.refused(403, EntryErrors.withoutAccount());
            }
        }
    }
}
