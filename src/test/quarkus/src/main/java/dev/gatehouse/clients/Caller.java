package dev.gatehouse.clients;

import io.quarkus.oidc.client.Tokens;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A resource server that accepts access tokens of Gatehouse, and a client that gets one for itself. */
@Path("/")
public class Caller {
    @Inject
    SecurityIdentity identity;

    @Inject
    Tokens tokens;

    /** Who calls. */
    @GET
    @Path("/api/caller")
    @Produces(MediaType.TEXT_PLAIN)
    @PermissionsAllowed("CustomerRegistrationScope")
    public String caller() {
        return identity.getPrincipal().getName();
    }

    /** The access token of this application. */
    @GET
    @Path("/for-itself")
    @Produces(MediaType.TEXT_PLAIN)
    public String forItself() {
        return tokens.getAccessToken();
    }
}
