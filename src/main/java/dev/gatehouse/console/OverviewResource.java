package dev.gatehouse.console;

import dev.gatehouse.client.ClientResource;
import dev.gatehouse.platform.FrontChannel;
import dev.gatehouse.platform.OwnForms;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.scope.ScopeResource;
import dev.gatehouse.service.ServiceResource;
import dev.gatehouse.token.TokenManagementResource;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The first page of the console: what to do next, and where to look. */
@Path(Paths.CONSOLE)
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
public class OverviewResource {
    /** More than there are built-in ones. */
    private static final String SOME = "5";

    private final ServiceResource services;
    private final ScopeResource scopes;
    private final ClientResource clients;
    private final TokenManagementResource tokens;

    OverviewResource(
            ServiceResource services, ScopeResource scopes, ClientResource clients, TokenManagementResource tokens) {
        this.services = services;
        this.scopes = scopes;
        this.clients = clients;
        this.tokens = tokens;
    }

    @GET
    public TemplateInstance overview() {
        return ConsoleTemplates.overview(new Overview(
                !services.list(null, null, null, null, null, "1").items().isEmpty(),
                scopes.list(null, null, null, SOME).items().stream().anyMatch(scope -> !scope.builtIn()),
                clients.list(null, null, null, SOME).items().stream().anyMatch(client -> !client.builtIn()),
                !tokens.list(null, null, null, null, null, null, "1").items().isEmpty()));
    }
}
