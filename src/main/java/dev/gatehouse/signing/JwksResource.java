// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/** The JWK set of the tenant's public keys (RFC 7517 §5). */
@Path(Paths.JWKS)
@BackChannel
public class JwksResource {
    /** The time for which verifiers may cache the set, and miss a new key. */
    static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final SigningKeys keys;

    public JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Paths.JWK_SET})
    public RestResponse<String> jwks() {
        return RestResponse.ResponseBuilder.ok(keys.published().toJson(OutputControlLevel.PUBLIC_ONLY))
                .header("Cache-Control", "public, max-age=" + MAX_AGE.toSeconds())
                .header("Vary", "Accept")
                .build();
    }
}
