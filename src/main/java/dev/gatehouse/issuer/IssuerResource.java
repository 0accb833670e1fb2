// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.problem.ErrorText;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The admin API's trusted issuers. An issuer is checked before it is saved: invalid metadata is an error, a missing
 * answer is a warning.
 */
@Path(Paths.ADMIN_API + "/issuers")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class IssuerResource {
    private final TrustedIssuers issuers;
    private final IssuerCheck check;
    private final BaseUrl baseUrl;
    private final CurrentCaller caller;

    IssuerResource(TrustedIssuers issuers, IssuerCheck check, BaseUrl baseUrl, CurrentCaller caller) {
        this.issuers = issuers;
        this.check = check;
        this.baseUrl = baseUrl;
        this.caller = caller;
    }

    @GET
    public Page<IssuerView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return issuers.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    @EntityTagged
    public IssuerView get(@RestPath UUID id) {
        return issuers.view(id);
    }

    @POST
    @EntityTagged
    public RestResponse<IssuerView> create(@Nullable IssuerInput body, @Context RoutingContext routing) {
        var registration = read(body, routing, null);
        var findings = findings(registration).refuse();
        var created = issuers.create(registration, caller.get().actor()).warning(findings.warnings());
        return Bodies.created(Paths.ADMIN_API + "/issuers/" + created.id(), created);
    }

    /** Checks an issuer without saving anything. */
    @POST
    @Path("/check")
    public IssuerFindings check(@Nullable IssuerInput body, @Context RoutingContext routing) {
        return findings(read(body, routing, null));
    }

    /**
     * Checks a change of a stored issuer without saving anything. Without a new secret, the check finds the
     * introspection endpoint but does not introspect.
     */
    @POST
    @Path("/{id}/check")
    public IssuerFindings checkAgain(@RestPath UUID id, @Nullable IssuerInput body, @Context RoutingContext routing) {
        return findings(read(body, routing, issuers.view(id)));
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public IssuerView update(@RestPath UUID id, @Nullable IssuerInput body, @Context RoutingContext routing) {
        var registration = read(body, routing, issuers.view(id));
        var findings = findings(registration);
        // An administrator must be able to deactivate an issuer with problems.
        var warnings = registration.active() ? findings.refuse().warnings() : findings.warnings();
        return issuers.update(id, registration, caller.get().actor()).warning(warnings);
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        issuers.remove(id, caller.get().actor());
    }

    /**
     * Rejects keys of this server. If this server were trusted under another name, its revoked tokens would be valid
     * again.
     */
    private IssuerFindings findings(IssuerRegistration registration) {
        var findings = check.of(registration);
        return issuers.signsWithOneOf(findings.kids()) ? findings.ownKeys() : findings;
    }

    /**
     * Asks a declared issuer, outside a transaction.
     *
     * @param id the stored issuer; null: a new one
     * @return the warnings
     * @throws dev.gatehouse.problem.ProblemException with all problems of an active issuer
     */
    public List<ErrorText> check(@Nullable UUID id, IssuerInput input, String self) {
        var registration = IssuerRegistration.read(input, self, id == null ? null : issuers.view(id));
        var findings = findings(registration);
        return registration.active() ? findings.refuse().warnings() : findings.warnings();
    }

    private IssuerRegistration read(@Nullable IssuerInput body, RoutingContext routing, @Nullable IssuerView stored) {
        return IssuerRegistration.read(Bodies.present(body), baseUrl.of(routing.request()), stored);
    }
}
