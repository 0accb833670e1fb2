// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.Paths;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/**
 * The server metadata at the path of OpenID Connect Discovery, the only path that many clients know (RFC 8414 §5).
 * Contains the additional fields that such clients require; Gatehouse issues no ID tokens. The issuer has no path, so
 * no other well-known paths are needed (RFC 8414 §3.1).
 */
@Path(Paths.OPENID_CONFIGURATION)
@BackChannel
public class OpenIdConfigurationResource {

    /** The metadata with the additional required fields of OpenID Connect Discovery 1.0 §3. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record OpenIdConfiguration(
            @JsonUnwrapped MetadataResource.Metadata metadata,
            List<String> subjectTypesSupported,
            List<String> idTokenSigningAlgValuesSupported) {}

    private final MetadataResource metadata;

    OpenIdConfigurationResource(MetadataResource metadata) {
        this.metadata = metadata;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public OpenIdConfiguration configuration(@Context HttpServerRequest request) {
        return new OpenIdConfiguration(metadata.metadata(request), List.of("public"), List.of("RS256"));
    }
}
