// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.declarative.Declarations.Purpose;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.http.body.DocumentLimit;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.service.openapi.OpenApiResource;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** The admin API's export of the tenant as a configuration file, and the plan and the apply of such a file. */
@Path(Paths.ADMIN_API)
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"})
public class DeclarativeResource {
    private static final String BODY = "body";

    private final Exports exports;
    private final Declarations declarations;
    private final OpenApiResource openApi;
    private final DocumentLimit documentLimit;
    private final BaseUrl baseUrl;
    private final GatehouseConfig gatehouse;
    private final Config config;
    private final CurrentCaller caller;

    DeclarativeResource(
            Exports exports,
            Declarations declarations,
            OpenApiResource openApi,
            DocumentLimit documentLimit,
            BaseUrl baseUrl,
            GatehouseConfig gatehouse,
            Config config,
            CurrentCaller caller) {
        this.exports = exports;
        this.declarations = declarations;
        this.openApi = openApi;
        this.documentLimit = documentLimit;
        this.baseUrl = baseUrl;
        this.gatehouse = gatehouse;
        this.config = config;
        this.caller = caller;
    }

    @GET
    @Path("/export")
    @Produces({MediaType.APPLICATION_JSON, "application/yaml"})
    public Export export() {
        return exports.export();
    }

    @POST
    @Path("/plan")
    @EntityTagged
    public PlanReport plan(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Context RoutingContext routing,
            byte @Nullable [] body) {
        return run(Purpose.PLAN, type, routing, body);
    }

    /** Applies a document, unless a directory is the source of the configuration: there must be only one source. */
    @POST
    @Path("/apply")
    @EntityTagged
    public PlanReport apply(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Context RoutingContext routing,
            byte @Nullable [] body) {
        if (gatehouse.config().directory().isPresent()) {
            throw ProblemException.conflict(DeclarativeErrors.directoryApplies());
        }
        return run(Purpose.REQUEST, type, routing, body);
    }

    private PlanReport run(Purpose purpose, @Nullable String type, RoutingContext routing, byte @Nullable [] body) {
        var json = type != null && type.toLowerCase(Locale.ROOT).contains("json");
        var reader = new DescriptionReader(openApi);
        try {
            reader.add(
                    DocumentReader.read(BODY, Bodies.present(body), json),
                    new References(config, null, documentLimit.bytes(), file -> {}));
        } catch (DocumentFault e) {
            reader.add(e.error());
        }
        return declarations.run(
                reader.description(),
                purpose,
                baseUrl.of(routing.request()),
                caller.get().actor());
    }
}
