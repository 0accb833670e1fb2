// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/**
 * The admin API's import of an OpenAPI document, sent as the body. Creates or updates a REST API in a project, or
 * previews the changes.
 */
@Path(Paths.ADMIN_API + "/projects/{projectId}/openapi")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {
    private static final Set<String> PARAMETERS = Set.of("name", "upstream", "preview");

    private final OpenApiImports imports;
    private final CurrentCaller caller;

    public OpenApiResource(OpenApiImports imports, CurrentCaller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    @POST
    @Consumes({
        MediaType.APPLICATION_JSON,
        "application/yaml",
        "application/x-yaml",
        "text/yaml",
        "text/x-yaml",
        "text/plain",
        "application/vnd.oai.openapi",
        "application/vnd.oai.openapi+json"
    })
    @EntityTagged
    public OpenApiReport importDocument(
            @RestPath String projectId,
            @RestQuery @Nullable String name,
            @RestQuery @Nullable String upstream,
            @RestQuery @Nullable String preview,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Context UriInfo uri,
            byte @Nullable [] body) {
        refuseUnknown(uri.getQueryParameters().keySet());
        var json = type != null && type.toLowerCase(Locale.ROOT).contains("json");
        return imports.apply(
                imports.read(Bodies.present(body), json, upstream),
                new OpenApiImports.Wish(projectId, name, isTrue(preview)),
                caller.get().actor());
    }

    /**
     * Reads a document for a project that may not exist yet. The returned function imports the document into the
     * project with the given id.
     */
    public Function<String, OpenApiReport> read(
            byte[] document, @Nullable String name, @Nullable String upstream, boolean preview) {
        var read = imports.read(document, false, upstream);
        return projectId -> imports.apply(
                read,
                new OpenApiImports.Wish(projectId, name, preview),
                caller.get().actor());
    }

    /** A document that was read, and can be imported into a project. */
    public interface ReadDocument {
        /**
         * Imports the document in the current transaction.
         *
         * @param preview whether to report the changes without making them
         */
        OpenApiReport into(String projectId, boolean preview);
    }

    /**
     * Reads a document that a configuration file refers to, outside a transaction.
     *
     * @throws ProblemException with all errors of the document
     */
    public ReadDocument read(
            byte[] document, boolean json, @Nullable String name, @Nullable String upstream, String actor) {
        var read = imports.read(document, json, upstream);
        return (projectId, preview) -> imports.apply(read, new OpenApiImports.Wish(projectId, name, preview), actor);
    }

    /** Rejects unknown parameters, because a misspelt {@code preview} would change services. */
    private static void refuseUnknown(Set<String> parameters) {
        var errors = FieldErrors.outsideBody();
        parameters.forEach(
                parameter -> errors.check(PARAMETERS.contains(parameter), parameter, CommonErrors.unknownParameter()));
        errors.refuse();
    }

    private static boolean isTrue(@Nullable String preview) {
        if (preview == null || preview.equals("false")) {
            return false;
        }
        if (!preview.equals("true")) {
            throw ProblemException.invalidOutsideBody("preview", CommonErrors.notABoolean());
        }
        return true;
    }
}
