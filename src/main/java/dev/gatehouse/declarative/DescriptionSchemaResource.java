// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jboss.resteasy.reactive.RestResponse;

/** The JSON Schema of configuration files, public, because editors and build servers read it without a token. */
@Path(DescriptionSchemaResource.PATH)
public class DescriptionSchemaResource {
    static final String PATH = Paths.ADMIN_API + "/configuration.schema.json";

    @GET
    @Produces("application/schema+json")
    public RestResponse<ObjectNode> schema() {
        return RestResponse.ResponseBuilder.ok(DescriptionSchema.of(PATH))
                .header("Cache-Control", "no-cache")
                .build();
    }
}
