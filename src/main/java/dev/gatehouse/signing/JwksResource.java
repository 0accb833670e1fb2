package dev.gatehouse.signing;

import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** The JWK set of the tenant's public keys (RFC 7517 §5). */
@Path(Paths.JWKS)
@BackChannel
public class JwksResource {
    /** The time for which verifiers may cache the set, and miss a new key. */
    static final Duration MAX_AGE = Duration.ofMinutes(5);

    /** A JWK set (RFC 7517 §5). */
    public record JwkSet(List<Map<String, Object>> keys) {}

    private final SigningKeys keys;

    public JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Paths.JWK_SET})
    public RestResponse<JwkSet> jwks() {
        return RestResponse.ResponseBuilder.ok(new JwkSet(keys.published()))
                .header("Cache-Control", "public, max-age=" + MAX_AGE.toSeconds())
                .header("Vary", "Accept")
                .build();
    }
}
