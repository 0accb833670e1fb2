// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.account.Role;
import dev.gatehouse.account.signin.Sessions;
import dev.gatehouse.adminapi.Caller;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.console.ConsolePage.ChangesNothing;
import dev.gatehouse.console.ConsolePage.ForEveryone;
import dev.gatehouse.http.Locations;
import dev.gatehouse.http.Paths;
import dev.gatehouse.operator.entry.EntryFilter;
import dev.gatehouse.operator.entry.OperatorEntry;
import dev.gatehouse.platform.CurrentTenant;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Admits signed-in users with the required role, and entered operators, to the console, and sets the {@link Caller} for
 * the admin API's resources. HTTPS, the origin of forms and the entry of an operator are checked by earlier filters.
 */
@Provider
@ConsolePage
@Priority(ConsoleFilter.AFTER_THE_MARKS)
public class ConsoleFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final String FOR_EVERYONE = ForEveryone.class.getName();
    private static final String CHANGES_NOTHING = ChangesNothing.class.getName();
    static final int AFTER_THE_MARKS = Priorities.USER + 100;

    private final Sessions sessions;
    private final CurrentTenant tenant;
    private final AuditLog audit;
    private final ConsoleLayout layout;
    private final HttpServerRequest request;

    ConsoleFilter(
            Sessions sessions,
            CurrentTenant tenant,
            AuditLog audit,
            ConsoleLayout layout,
            @Context HttpServerRequest request) {
        this.sessions = sessions;
        this.tenant = tenant;
        this.audit = audit;
        this.layout = layout;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        var entry = layout.entry();
        if (entry != null) {
            admit(entry, context);
            return;
        }
        var signedIn = sessions.of(request);
        if (signedIn.isEmpty()) {
            context.abortWith(toSignIn());
            return;
        }
        var person = signedIn.get().person();
        layout.setSignIn(signedIn.get());
        if (!mayEnter(person.role(), context)) {
            deny(person.username(), refusal(person.role()), context);
            return;
        }
        layout.setCaller(Caller.person(tenant.id(), person.id(), person.username()));
    }

    private void admit(OperatorEntry entry, ContainerRequestContext context) {
        if (context.getProperty(FOR_EVERYONE) != null) {
            deny(entry.actor(), EntryFilter.withoutAccount(), context);
            return;
        }
        if (!mayEnter(entry.role(), context)) {
            deny(entry.actor(), refusal(entry.role()), context);
            return;
        }
        layout.setCaller(Caller.operator(tenant.id(), entry.actor()));
    }

    private void deny(String actor, Response refusal, ContainerRequestContext context) {
        audit.note(AuditEvent.denied(AuditAction.CONSOLE_DENIED)
                .by(actor)
                .target(request.method().name() + " " + request.path()));
        context.abortWith(refusal);
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        var type = response.getMediaType();
        if (type != null && MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
            response.getHeaders().computeIfAbsent("Content-Security-Policy", name -> List.of(POLICY));
        }
    }

    private boolean mayEnter(@Nullable Role role, ContainerRequestContext context) {
        if (context.getProperty(FOR_EVERYONE) != null) {
            return true;
        }
        return switch (role) {
            case null -> false;
            case ADMINISTRATOR -> true;
            case AUDITOR -> READING.contains(request.method().name()) || context.getProperty(CHANGES_NOTHING) != null;
        };
    }

    /**
     * Redirects to the sign-in page, and from there back to the requested page. A sent form is lost with the session,
     * so the browser returns to the form's page.
     */
    private Response toSignIn() {
        if (request.headers().contains("HX-Request")) {
            // The request loads a part of a page, but the whole page must be reloaded.
            return Response.status(Response.Status.UNAUTHORIZED)
                    .header("HX-Refresh", "true")
                    .header("Cache-Control", "no-store")
                    .build();
        }
        return Locations.seeOther(UriBuilder.fromPath(Paths.SIGN_IN)
                        .queryParam("next", "{next}")
                        .build(READING.contains(request.method().name()) ? request.uri() : sentFrom()))
                .header("Cache-Control", "no-store")
                .build()
                .toResponse();
    }

    /**
     * Returns the page of the form that was sent, from the {@code Referer} header. Without the header, returns the
     * first page, because not every form's URL has a page.
     */
    private String sentFrom() {
        try {
            var referer = URI.create(Objects.requireNonNullElse(request.getHeader("Referer"), ""));
            var query = referer.getRawQuery();
            return referer.getRawAuthority() == null || referer.getRawPath() == null
                    ? Paths.CONSOLE
                    : referer.getRawPath() + (query == null ? "" : "?" + query);
        } catch (IllegalArgumentException malformed) {
            return Paths.CONSOLE;
        }
    }

    private static Response refusal(@Nullable Role role) {
        return Response.status(Response.Status.FORBIDDEN)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(ConsoleTemplates.forbidden(role == Role.AUDITOR))
                .build();
    }

    /**
     * Marks requests for pages that are {@link ForEveryone}. The build binds the filter to these pages, so that no
     * reflection is needed at run time.
     */
    @Provider
    @ForEveryone
    @Priority(Priorities.USER)
    public static class ForEveryoneMark implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext context) {
            context.setProperty(FOR_EVERYONE, true);
        }
    }

    /** Marks requests that are {@link ChangesNothing}. */
    @Provider
    @ChangesNothing
    @Priority(Priorities.USER)
    public static class ChangesNothingMark implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext context) {
            context.setProperty(CHANGES_NOTHING, true);
        }
    }
}
