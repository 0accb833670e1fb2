// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;

/** The read-only audit log endpoint of the admin API. */
@Path(Paths.ADMIN_API + "/audit-events")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class AuditEventResource {
    private final AuditEvents events;
    private final CurrentCaller caller;

    AuditEventResource(AuditEvents events, CurrentCaller caller) {
        this.events = events;
        this.caller = caller;
    }

    /** Returns audit events, newest first. With {@code since}, returns the later events, oldest first. */
    @GET
    public Page<AuditEventView> list(@Context UriInfo uri) {
        var typed = parameters(uri, "since", "after", "limit");
        var filter = AuditFilter.read(typed);
        var size = Page.size(typed.get("limit"));
        var since = typed.get("since");
        if (since == null) {
            return events.list(filter, typed.get("after"), size);
        }
        FieldErrors.outsideBody()
                .check(!typed.containsKey("after"), "after", AuditErrors.afterWithSince())
                .refuse();
        return events.since(since, filter, size);
    }

    @GET
    @Path("/{id}")
    public AuditEventView get(@RestPath UUID id) {
        return events.view(id);
    }

    @GET
    @Path("/export")
    @Produces(AuditEvents.JSON_LINES)
    @Blocking
    public RestMulti<String> export(@Context UriInfo uri) {
        return events.export(AuditFilter.read(parameters(uri)), caller.get().actor());
    }

    /** Rejects unknown parameters, because a misspelled filter would return more events than requested. */
    private static Map<String, String> parameters(UriInfo uri, String... others) {
        var errors = FieldErrors.outsideBody();
        var typed = new HashMap<String, String>();
        uri.getQueryParameters().forEach((name, values) -> {
            errors.check(
                    AuditFilter.PARAMETERS.contains(name) || List.of(others).contains(name),
                    name,
                    CommonErrors.unknownParameter());
            errors.check(values.size() == 1, name, CommonErrors.repeatedParameter());
            typed.put(name, values.getFirst());
        });
        errors.refuse();
        return typed;
    }
}
