// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditDetails;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.client.ClientAuthenticator;
import dev.gatehouse.client.ClientErrors;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.oauth.OAuthError;
import dev.gatehouse.oauth.OAuthException;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.QuotaExceededException;
import dev.gatehouse.problem.ViolatedConstraint;
import dev.gatehouse.token.TokenErrors;
import dev.gatehouse.token.grant.BackChannelRequest.Bodies;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint (RFC 6749 §3.2). Does for every grant type: reading the parameters, authenticating the client, and
 * checking that the client may use the grant type.
 */
@Path(Paths.TOKEN)
@BackChannel
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
    private final BaseUrl baseUrl;
    private final TimeSource time;
    private final BackChannelRequest request;
    private final ClientAuthenticator authenticator;
    private final AuthorizationCodeGrant authorizationCode;
    private final RefreshTokenGrant refreshToken;
    private final ClientCredentialsGrant clientCredentials;
    private final PasswordGrant password;
    private final AuditLog audit;

    TokenResource(
            BaseUrl baseUrl,
            TimeSource time,
            BackChannelRequest request,
            ClientAuthenticator authenticator,
            AuthorizationCodeGrant authorizationCode,
            RefreshTokenGrant refreshToken,
            ClientCredentialsGrant clientCredentials,
            PasswordGrant password,
            AuditLog audit) {
        this.baseUrl = baseUrl;
        this.time = time;
        this.request = request;
        this.authenticator = authenticator;
        this.authorizationCode = authorizationCode;
        this.refreshToken = refreshToken;
        this.clientCredentials = clientCredentials;
        this.password = password;
        this.audit = audit;
    }

    @POST
    public RestResponse<TokenResponse> token(
            byte @Nullable [] body, @Context HttpHeaders headers, @Context RoutingContext routing) {
        var parameters = request.parameters(body, headers, routing, Bodies.MULTIPART, Bodies.JSON_BY_ALIAS);
        var client = authenticator.authenticate(BackChannelRequest.authorization(headers), parameters);
        try {
            var issued = issue(TokenRequest.parse(parameters), client, baseUrl.of(routing.request()), headers);
            return RestResponse.ResponseBuilder.ok(issued.toResponse(time.now()), MediaType.APPLICATION_JSON_TYPE)
                    .header("Cache-Control", "no-store")
                    .header("Pragma", "no-cache")
                    .build();
        } catch (OAuthException refused) {
            audit.note(AuditEvent.denied(AuditAction.TOKEN_REFUSED)
                    .by(client.clientId())
                    .client(client.clientId())
                    .detail(AuditDetails.refused(refused.error(), refused.reason())));
            throw refused;
        } catch (QuotaExceededException refused) {
            audit.note(AuditEvent.denied(AuditAction.TOKEN_REFUSED)
                    .by(client.clientId())
                    .client(client.clientId())
                    .detail(AuditDetails.refused(OAuthError.TEMPORARILY_UNAVAILABLE, refused.reason())));
            throw refused;
        }
    }

    private IssuedTokens issue(TokenRequest request, RegisteredClient client, String base, HttpHeaders headers) {
        checkAllowed(request.grantType(), client);
        try {
            return issue(request, client, base);
        } catch (ConstraintViolationException e) {
            throw deletedMeanwhile(e, headers);
        }
    }

    private IssuedTokens issue(TokenRequest request, RegisteredClient client, String base) {
        return switch (request) {
            case TokenRequest.ForAuthorizationCode code -> authorizationCode.issue(code, client, base);
            case TokenRequest.ForRefreshToken refresh -> refreshToken.issue(refresh, client, base);
            case TokenRequest.ForClientCredentials credentials -> clientCredentials.issue(credentials, client, base);
            case TokenRequest.ForPassword credentials -> password.issue(credentials, client, base);
        };
    }

    /** Converts a foreign key violation: the client or account was deleted during the request. */
    private static RuntimeException deletedMeanwhile(ConstraintViolationException e, HttpHeaders headers) {
        return switch (ViolatedConstraint.of(e)) {
            case "token_tenant_id_client_fkey" ->
                BackChannelRequest.invalidClient(headers, TokenErrors.clientDeleted());
            case "token_tenant_id_account_fkey" ->
                new OAuthException(OAuthError.INVALID_GRANT, TokenErrors.accountDeleted());
            default -> e;
        };
    }

    /** A refresh needs no grant type of its own: the refresh count decides. */
    private static void checkAllowed(GrantType grantType, RegisteredClient client) {
        if (grantType != GrantType.REFRESH_TOKEN && !client.grantTypes().contains(grantType)) {
            throw new OAuthException(
                    OAuthError.UNAUTHORIZED_CLIENT, ClientErrors.grantNotAllowed(grantType.wireName()));
        }
    }
}
