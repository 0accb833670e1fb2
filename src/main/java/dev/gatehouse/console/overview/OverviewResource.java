// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.overview;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvents;
import dev.gatehouse.audit.AuditFilter;
import dev.gatehouse.client.ClientResource;
import dev.gatehouse.client.ClientView;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.audit.AuditEntries;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.scope.ScopeResource;
import dev.gatehouse.service.ServiceResource;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The first page of the console: first steps, and recent denied calls. */
@Path(Paths.CONSOLE)
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class OverviewResource {
    /** More than the number of built-in scopes or clients. */
    private static final String SOME = "5";

    private static final int NEWEST = 100;

    private static final int SHOWN = 5;

    private static final AuditFilter ISSUED = of(AuditAction.TOKEN_ISSUED);
    private static final AuditFilter DENIED = of(AuditAction.GATEWAY_DENIED);

    private final ServiceResource services;
    private final ScopeResource scopes;
    private final ClientResource clients;
    private final AuditEvents events;
    private final AuditEntries entries;

    OverviewResource(
            ServiceResource services,
            ScopeResource scopes,
            ClientResource clients,
            AuditEvents events,
            AuditEntries entries) {
        this.services = services;
        this.scopes = scopes;
        this.clients = clients;
        this.events = events;
        this.entries = entries;
    }

    @GET
    public TemplateInstance overview() {
        var registered = clients.list(null, null, null, SOME).items();
        var page = new Overview(
                !services.list(null, null, null, null, null, "1").items().isEmpty(),
                scopes.list(null, null, null, SOME).items().stream().anyMatch(scope -> !scope.builtIn()),
                registered.stream().anyMatch(client -> !client.builtIn()),
                hasIssuedTokens(registered));
        return OverviewTemplates.overview(
                page, entries.of(events.list(DENIED, null, SHOWN).items()));
    }

    private static AuditFilter of(AuditAction action) {
        return AuditFilter.read(Map.of("action", action.wireName()));
    }

    /**
     * Reads the audit log, because expired and revoked tokens are deleted. Tokens of the built-in client do not count.
     */
    private boolean hasIssuedTokens(List<ClientView> registered) {
        var builtIn = registered.stream()
                .filter(ClientView::builtIn)
                .map(ClientView::clientId)
                .collect(Collectors.toSet());
        return events.list(ISSUED, null, NEWEST).items().stream().anyMatch(event -> !builtIn.contains(event.client()));
    }
}
