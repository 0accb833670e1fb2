package dev.gatehouse.console;

import dev.gatehouse.account.Role;
import dev.gatehouse.account.Sessions;
import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.console.ConsolePage.ChangesNothing;
import dev.gatehouse.console.ConsolePage.ForEveryone;
import dev.gatehouse.platform.Caller;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Paths;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets into the console who is signed in and has the role for it, and leaves a {@link Caller} behind, in whose name the
 * admin API's resources act. HTTPS and the forms' origin were judged before.
 */
@Provider
@ConsolePage
@Priority(Priorities.USER + 100)
public class ConsoleFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Sessions sessions;
    private final CurrentTenant tenant;
    private final AuditLog audit;
    private final Frame frame;
    private final HttpServerRequest request;
    private final ResourceInfo resource;

    ConsoleFilter(
            Sessions sessions,
            CurrentTenant tenant,
            AuditLog audit,
            Frame frame,
            @Context HttpServerRequest request,
            @Context ResourceInfo resource) {
        this.sessions = sessions;
        this.tenant = tenant;
        this.audit = audit;
        this.frame = frame;
        this.request = request;
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        var signedIn = sessions.of(request);
        if (signedIn.isEmpty()) {
            context.abortWith(toSignIn());
            return;
        }
        var person = signedIn.get().person();
        frame.enter(signedIn.get());
        if (!mayEnter(person.role())) {
            audit.note(AuditEvent.denied(AuditAction.CONSOLE_DENIED)
                    .by(person.username())
                    .target(request.method().name() + " " + request.path()));
            context.abortWith(refusal(person.role()));
            return;
        }
        frame.act(Caller.person(tenant.id(), person.id(), person.username()));
    }

    @Override
    public void filter(ContainerRequestContext context, ContainerResponseContext response) {
        // Files that are saved from a page, too: nobody is to guess what they might be
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        var type = response.getMediaType();
        if (type != null && MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
            response.getHeaders().computeIfAbsent("Content-Security-Policy", name -> List.of(POLICY));
        }
    }

    private boolean mayEnter(@Nullable Role role) {
        if (isMarked(ForEveryone.class)) {
            return true;
        }
        return switch (role) {
            case null -> false;
            case ADMINISTRATOR -> true;
            case AUDITOR -> READING.contains(request.method().name()) || isMarked(ChangesNothing.class);
        };
    }

    private boolean isMarked(Class<? extends java.lang.annotation.Annotation> mark) {
        return resource.getResourceMethod().isAnnotationPresent(mark)
                || resource.getResourceClass().isAnnotationPresent(mark);
    }

    /** To sign in, and back to what was asked for; what was sent is lost with the session, so that one is read again. */
    private Response toSignIn() {
        if (request.headers().contains("HX-Request")) {
            // A part of a page: the page as a whole has to go there
            return Response.status(Response.Status.UNAUTHORIZED)
                    .header("HX-Refresh", "true")
                    .header("Cache-Control", "no-store")
                    .build();
        }
        var wanted = READING.contains(request.method().name()) ? request.uri() : request.path();
        return Response.seeOther(UriBuilder.fromPath(Paths.SIGN_IN)
                        .queryParam("next", "{next}")
                        .build(wanted))
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Response refusal(@Nullable Role role) {
        return Response.status(Response.Status.FORBIDDEN)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .entity(ConsoleTemplates.forbidden(role == Role.AUDITOR))
                .build();
    }
}
