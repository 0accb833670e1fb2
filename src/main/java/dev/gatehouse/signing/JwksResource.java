package dev.gatehouse.signing;

import dev.gatehouse.platform.BackChannel;
import dev.gatehouse.platform.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** The tenant's public keys (RFC 7517 §5). */
@Path(Paths.JWKS)
@BackChannel
public class JwksResource {

    /** A JWK set. */
    public record JwkSet(List<Map<String, Object>> keys) {}

    private final SigningKeys keys;

    public JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public RestResponse<JwkSet> jwks() {
        return RestResponse.ResponseBuilder.ok(new JwkSet(keys.published()))
                .header("Cache-Control", "public, max-age=300")
                .build();
    }
}
