// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.client.Clients;
import dev.gatehouse.client.RegisteredClient;
import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.issuer.TrustedIssuers;
import dev.gatehouse.oauth.BearerToken;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.scope.ScopeMatcher;
import dev.gatehouse.scope.Scopes;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.token.TokenStates;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The metadata of protected resources (RFC 9728): one general document, and one for each REST API and flow service that
 * is exposed or that a scope covers. The documents are public, except for the names of scopes: a client that shows an
 * access token gets the names that it may request.
 */
@Path(Paths.PROTECTED_RESOURCE_METADATA)
@BackChannel
@Produces(MediaType.APPLICATION_JSON)
public class ProtectedResourceMetadataResource {
    private static final int WELL_KNOWN_SEGMENTS = 2;

    private final Scopes scopes;
    private final ExposedServices services;
    private final TrustedIssuers issuers;
    private final TokenStates tokens;
    private final Clients clients;
    private final TimeSource time;
    private final BaseUrl baseUrl;

    ProtectedResourceMetadataResource(
            Scopes scopes,
            ExposedServices services,
            TrustedIssuers issuers,
            TokenStates tokens,
            Clients clients,
            TimeSource time,
            BaseUrl baseUrl) {
        this.scopes = scopes;
        this.services = services;
        this.issuers = issuers;
        this.tokens = tokens;
        this.clients = clients;
        this.time = time;
        this.baseUrl = baseUrl;
    }

    @GET
    public ProtectedResourceMetadata general(@Context RoutingContext routing) {
        var matcher = scopes.matcher();
        return ProtectedResourceMetadata.general(baseUrl.of(routing.request()), granting(matcher.names(), matcher));
    }

    @GET
    @Path("/{resource: .+}")
    public Response ofOne(@Context RoutingContext routing) {
        var answer = asked(CanonicalPaths.of(routing))
                .map(resource -> Response.ok(describe(resource, routing)))
                .orElseGet(() -> Response.status(Response.Status.NOT_FOUND)
                        .entity(new GatewayProblem(null, "no such resource is protected here", null)))
                .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        if (routing.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
            answer.header(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return answer.build();
    }

    private ProtectedResourceMetadata describe(ProtectedResource resource, RoutingContext routing) {
        var matcher = scopes.matcher();
        var covering = matcher.reaching(resource.root(), resource.below());
        var requestable = client(routing)
                .map(client ->
                        covering.stream().filter(client.scopes()::contains).toList())
                .orElse(null);
        var issuer = baseUrl.of(routing.request());
        return ProtectedResourceMetadata.of(resource, requestable, issuer, granting(covering, matcher));
    }

    /** Returns the client of a valid access token. Requests without a valid token get no scopes. */
    private Optional<RegisteredClient> client(RoutingContext routing) {
        return BearerToken.from(routing.request().headers().getAll("Authorization"))
                        instanceof BearerToken.Present(var value)
                ? Optional.ofNullable(tokens.find(Sha256.of(value)))
                        .filter(token -> !token.revoked() && !token.isExpired(time.now()))
                        .flatMap(token -> Optional.ofNullable(clients.registered(token.clientId())))
                        .filter(RegisteredClient::active)
                : Optional.empty();
    }

    /** Returns the trusted issuers whose tokens can carry one of the scopes and for which the scope counts. */
    private List<String> granting(Collection<String> names, ScopeMatcher matcher) {
        return issuers.catalogue().granting(ExternalCallers.counting(names, matcher));
    }

    private Optional<ProtectedResource> asked(RequestPath path) {
        return path instanceof RequestPath.Canonical canonical
                ? ProtectedResource.at(canonical.from(WELL_KNOWN_SEGMENTS)).filter(this::isKnown)
                : Optional.empty();
    }

    private boolean isKnown(ProtectedResource resource) {
        return services.catalogue().exposes(resource.root())
                || scopes.matcher().name(resource.root(), resource.below());
    }
}
