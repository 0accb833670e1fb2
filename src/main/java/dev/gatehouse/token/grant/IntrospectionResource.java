// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.account.Accounts;
import dev.gatehouse.account.Person;
import dev.gatehouse.client.ClientAuthenticator;
import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.token.TokenErrors;
import dev.gatehouse.token.TokenIds;
import dev.gatehouse.token.TokenState;
import dev.gatehouse.token.TokenStates;
import dev.gatehouse.token.grant.BackChannelRequest.Bodies;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The introspection endpoint (RFC 7662). A confidential client may introspect its own access tokens; a resource server
 * also tokens with a scope that covers URLs of its own scopes. For other clients every token is inactive. As at the
 * gateway, the response contains only scopes that the holder may still have, and a token without such a scope is
 * inactive. A refresh token is active for its own client as long as a refresh would succeed. {@code token_type_hint} is
 * ignored, because the form of a token shows its type.
 */
@Path(Paths.INTROSPECT)
@BackChannel
@Produces(MediaType.APPLICATION_JSON)
public class IntrospectionResource {
    private final BaseUrl baseUrl;
    private final TimeSource time;
    private final ClientAuthenticator authenticator;
    private final BackChannelRequest request;
    private final TokenStates states;
    private final RefreshTokenGrant refreshTokens;
    private final TokenIds ids;
    private final Clients clients;
    private final Accounts accounts;
    private final Scopes scopes;

    IntrospectionResource(
            BaseUrl baseUrl,
            TimeSource time,
            ClientAuthenticator authenticator,
            BackChannelRequest request,
            TokenStates states,
            RefreshTokenGrant refreshTokens,
            TokenIds ids,
            Clients clients,
            Accounts accounts,
            Scopes scopes) {
        this.baseUrl = baseUrl;
        this.time = time;
        this.authenticator = authenticator;
        this.request = request;
        this.states = states;
        this.refreshTokens = refreshTokens;
        this.ids = ids;
        this.clients = clients;
        this.accounts = accounts;
        this.scopes = scopes;
    }

    @POST
    public RestResponse<IntrospectionResponse> introspect(
            byte @Nullable [] body, @Context HttpHeaders headers, @Context RoutingContext routing) {
        var parameters = request.parameters(body, headers, routing, Bodies.MULTIPART, Bodies.JSON_BY_ALIAS);
        var asking = authenticator.authenticate(BackChannelRequest.authorization(headers), parameters);
        if (asking.isPublic()) {
            throw BackChannelRequest.invalidClient(headers, TokenErrors.confidentialOnly());
        }
        var answer = answer(parameters.require("token"), asking, baseUrl.of(routing.request()));
        return RestResponse.ResponseBuilder.ok(answer, MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private IntrospectionResponse answer(String token, RegisteredClient asking, String issuer) {
        var state = states.find(Sha256.of(token));
        return state == null
                ? refreshTokens
                        .preview(token, asking)
                        .map(preview -> describe(token, preview, asking, issuer))
                        .orElse(IntrospectionResponse.INACTIVE)
                : answer(token, state, asking, issuer);
    }

    private boolean mayKnow(RegisteredClient asking, TokenState state, Set<String> counting) {
        return asking.id().equals(state.client())
                || (asking.resourceServer() && scopes.matcher().shareAUrl(asking.scopes(), counting));
    }

    private IntrospectionResponse answer(String token, TokenState state, RegisteredClient asking, String issuer) {
        var client = clients.registered(state.clientId());
        var person = state.account() == null ? null : accounts.person(state.account());
        if (state.revoked()
                || state.isExpired(time.now())
                || client == null
                || !client.active()
                || (state.account() != null && (person == null || !person.active()))) {
            return IntrospectionResponse.INACTIVE;
        }
        var counting = state.scopesThatCount(scopes.matcher(), client, person);
        return counting.isEmpty() || !mayKnow(asking, state, counting)
                ? IntrospectionResponse.INACTIVE
                : describe(token, state, counting, person, issuer);
    }

    private IntrospectionResponse describe(
            String token, TokenState state, Set<String> counting, @Nullable Person person, String issuer) {
        var response = IntrospectionResponse.ofActiveToken()
                .scope(new ScopeNames(new TreeSet<>(counting)).toString())
                .clientId(state.clientId())
                .tokenType("Bearer")
                .validity(state.issuedAt(), state.expiresAt())
                .aud(state.resources().audience(issuer))
                .iss(issuer)
                .jti(ids.of(token));
        return (person == null ? response.sub(state.clientId()) : response.person(person)).build();
    }

    private IntrospectionResponse describe(
            String token, RefreshTokenGrant.RefreshPreview preview, RegisteredClient holder, String issuer) {
        return IntrospectionResponse.ofActiveToken()
                .scope(preview.scope().toString())
                .clientId(holder.clientId())
                .person(preview.person())
                .validity(preview.issuedAt(), preview.expiresAt())
                .iss(issuer)
                .jti(ids.of(token))
                .build();
    }
}
