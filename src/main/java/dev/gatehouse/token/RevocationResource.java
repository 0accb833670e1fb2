package dev.gatehouse.token;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.client.ClientAuthenticator;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.oauth.OAuthParameters;
import dev.gatehouse.platform.BackChannel;
import dev.gatehouse.platform.Paths;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The revocation endpoint (RFC 7009): either token of a pair ends both. A token that is not known is as good as revoked.
 * The body may be JSON too, as webMethods Integration Server takes it.
 */
@Path(Paths.REVOKE)
@BackChannel
public class RevocationResource {
    private final ClientAuthenticator authenticator;
    private final TokenRevocation revocation;
    private final ObjectMapper json;

    /** The JSON form of the parameters; the hint may be any word, because both kinds are looked for. */
    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Body(
            @Nullable String token,
            @JsonProperty("token_type_hint") @Nullable String tokenTypeHint,
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("client_secret") @Nullable String clientSecret) {}

    RevocationResource(ClientAuthenticator authenticator, TokenRevocation revocation, ObjectMapper json) {
        this.authenticator = authenticator;
        this.revocation = revocation;
        this.json = json;
    }

    @POST
    public RestResponse<Void> revoke(
            byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest http) {
        var parameters = isJson(headers) ? fromJson(body) : BackChannelRequest.parameters(body, headers, http);
        var client = authenticator.authenticate(BackChannelRequest.authorization(headers), parameters);
        revoke(parameters.require("token"), client);
        return RestResponse.ResponseBuilder.<Void>ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private void revoke(String token, RegisteredClient client) {
        if (!revocation.revoke(token, client)) {
            throw new OAuthException(OAuthError.UNAUTHORIZED_CLIENT, "the token was issued to another client");
        }
    }

    private OAuthParameters fromJson(byte @Nullable [] body) {
        try {
            var read = json.readValue(body == null ? new byte[0] : body, Body.class);
            var parameters = OAuthParameters.of(
                    "token", read == null ? null : read.token(),
                    "client_id", read == null ? null : read.clientId(),
                    "client_secret", read == null ? null : read.clientSecret());
            parameters.refuseFaults();
            return parameters;
        } catch (JacksonException malformed) {
            throw new OAuthException(OAuthError.INVALID_REQUEST, "the body is not the JSON that is expected here");
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
    }

    private static boolean isJson(HttpHeaders headers) {
        var type = headers.getMediaType();
        return type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE);
    }
}
