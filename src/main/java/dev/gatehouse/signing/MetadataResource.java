// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.oauth.ResponseMode;
import dev.gatehouse.tenant.TenantSettings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;

/** The authorization server metadata endpoint (RFC 8414). */
@Path(Paths.AUTHORIZATION_SERVER_METADATA)
@BackChannel
public class MetadataResource {

    /** The metadata document (RFC 8414 §2, RFC 9207 §3). */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Metadata(
            String issuer,
            String authorizationEndpoint,
            String tokenEndpoint,
            String introspectionEndpoint,
            String revocationEndpoint,
            String jwksUri,
            List<String> responseTypesSupported,
            List<String> responseModesSupported,
            List<String> grantTypesSupported,
            List<String> tokenEndpointAuthMethodsSupported,
            List<String> introspectionEndpointAuthMethodsSupported,
            List<String> revocationEndpointAuthMethodsSupported,
            List<String> codeChallengeMethodsSupported,
            boolean authorizationResponseIssParameterSupported) {}

    private final BaseUrl baseUrl;
    private final TenantSettings settings;

    public MetadataResource(BaseUrl baseUrl, TenantSettings settings) {
        this.baseUrl = baseUrl;
        this.settings = settings;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Metadata metadata(@Context HttpServerRequest request) {
        var issuer = baseUrl.of(request);
        var implicit = settings.current().allowImplicit();
        return new Metadata(
                issuer,
                issuer + Paths.AUTHORIZE,
                issuer + Paths.TOKEN,
                issuer + Paths.INTROSPECT,
                issuer + Paths.REVOKE,
                issuer + Paths.JWKS,
                implicit ? List.of("code", "token") : List.of("code"),
                Arrays.stream(ResponseMode.values()).map(ResponseMode::wireName).toList(),
                grantTypes(),
                List.of("client_secret_basic", "client_secret_post", "none"),
                List.of("client_secret_basic", "client_secret_post"),
                List.of("client_secret_basic", "client_secret_post", "none"),
                List.of("S256"),
                true);
    }

    private List<String> grantTypes() {
        var current = settings.current();
        return Arrays.stream(GrantType.values())
                .filter(type -> switch (type) {
                    case IMPLICIT -> current.allowImplicit();
                    case PASSWORD -> current.allowPassword();
                    case AUTHORIZATION_CODE, CLIENT_CREDENTIALS, REFRESH_TOKEN -> true;
                })
                .map(GrantType::wireName)
                .toList();
    }
}
