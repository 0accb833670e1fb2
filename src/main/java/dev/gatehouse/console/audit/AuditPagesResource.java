// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.audit.AuditEvents;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.Language;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The audit log: a list, live updates, and an export as a file. */
@Path(Paths.CONSOLE + "/audit")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class AuditPagesResource {
    /** The start position for following the log. */
    private static final String NOW = "now";

    private final AuditEvents events;
    private final AuditEntries entries;
    private final CurrentCaller caller;
    private final Language language;

    AuditPagesResource(AuditEvents events, AuditEntries entries, CurrentCaller caller, Language language) {
        this.events = events;
        this.entries = entries;
        this.caller = caller;
        this.language = language;
    }

    /** Reads the position for following before the events: events in between appear twice instead of not at all. */
    @GET
    public RestResponse<?> list(@Context UriInfo uri) {
        var query = new ListQuery(uri);
        var asked = new AuditQuery(uri);
        try {
            var filter = asked.filter();
            var tail = query.is(ListQuery.LIVE, "true")
                    ? asked.tail(Objects.requireNonNullElse(
                            events.since(NOW, filter, 1).next(), NOW))
                    : null;
            var page = events.list(filter, tail == null ? query.after() : null, Page.DEFAULT_SIZE);
            return ConsoleResponses.page(AuditPageTemplates.list(
                    query,
                    asked.form(),
                    entries.of(page.items()),
                    tail == null ? query.next(page) : null,
                    asked.export(),
                    tail));
        } catch (ProblemException refusal) {
            var refused = asked.form().refused(refusal.problem(), language);
            return ConsoleResponses.page(
                    RestResponse.Status.BAD_REQUEST,
                    AuditPageTemplates.list(query, refused, List.of(), null, asked.export(), null));
        }
    }

    @GET
    @Path("/tail")
    public TemplateInstance tail(@RestQuery @Nullable String since, @Context UriInfo uri) {
        var asked = new AuditQuery(uri);
        var page = events.since(Objects.requireNonNullElse(since, NOW), asked.filter(), Page.MAX_SIZE);
        return AuditPageTemplates.tail(
                entries.of(page.items().reversed()), asked.tail(Objects.requireNonNullElse(page.next(), NOW)));
    }

    @GET
    @Path("/export")
    @Produces(AuditEvents.JSON_LINES)
    @Blocking
    public RestMulti<String> export(@Context UriInfo uri) {
        return events.export(new AuditQuery(uri).filter(), caller.get().actor());
    }
}
