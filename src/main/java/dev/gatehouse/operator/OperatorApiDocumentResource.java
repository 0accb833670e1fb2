// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.adminapi.ApiDocument;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/**
 * The OpenAPI document of the operator's API as YAML and JSON, public on the operator's host. The document is written by
 * hand; tests compare the document with the resources and their responses.
 */
@Path(Paths.OPERATOR_API)
@OperatorOnly
public class OperatorApiDocumentResource {
    private final ApiDocument document;

    OperatorApiDocumentResource(ObjectMapper mapper) {
        this.document = ApiDocument.read("/openapi/operator-api.yaml", mapper);
    }

    /** Returns the format that the caller prefers, JSON by default. */
    @GET
    @Path("/openapi")
    public Response document(@Context Request request) {
        return document.preferred(request);
    }

    @GET
    @Path("/openapi.json")
    public Response json(@Context Request request) {
        return document.json(request);
    }

    @GET
    @Path("/openapi.yaml")
    public Response yaml(@Context Request request) {
        return document.yaml(request);
    }
}
