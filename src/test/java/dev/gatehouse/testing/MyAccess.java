// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import dev.gatehouse.account.Person;
import dev.gatehouse.account.SignedIn;
import dev.gatehouse.account.signin.OwnPassword;
import dev.gatehouse.account.signin.OwnSessions;
import dev.gatehouse.account.signin.Sessions;
import dev.gatehouse.authorize.GrantedAccess;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The operations of the My access page as HTTP calls without a page, so that tests can call each operation alone. */
@Path("/test/my-access")
public class MyAccess {
    private final Sessions sessions;
    private final OwnSessions ownSessions;
    private final OwnPassword ownPassword;
    private final GrantedAccess givenAccess;

    MyAccess(Sessions sessions, OwnSessions ownSessions, OwnPassword ownPassword, GrantedAccess givenAccess) {
        this.sessions = sessions;
        this.ownSessions = ownSessions;
        this.ownPassword = ownPassword;
        this.givenAccess = givenAccess;
    }

    @GET
    @Path("/sessions")
    public List<OwnSessions.OwnSession> sessions(@Context HttpServerRequest http) {
        return ownSessions.list(owner(http));
    }

    @DELETE
    @Path("/sessions/{id}")
    public void endSession(@RestPath UUID id, @Context HttpServerRequest http) {
        ownSessions.end(owner(http), id);
    }

    @POST
    @Path("/sessions/end-others")
    public Map<String, Integer> endOthers(@Context HttpServerRequest http) {
        return Map.of("ended", ownSessions.endOthers(owner(http)));
    }

    @POST
    @Path("/password")
    public RestResponse<Void> changePassword(OwnPassword.PasswordInput input, @Context HttpServerRequest http) {
        return RestResponse.ResponseBuilder.<Void>noContent()
                .cookie(ownPassword.change(owner(http), input, http))
                .build();
    }

    @GET
    @Path("/clients")
    public List<GrantedAccess.ClientAccess> clients(@Context HttpServerRequest http) {
        return givenAccess.of(person(http));
    }

    @GET
    @Path("/clients/{id}/grants")
    public List<GrantedAccess.GivenGrant> grants(@RestPath UUID id, @Context HttpServerRequest http) {
        return givenAccess.grants(person(http), id);
    }

    @DELETE
    @Path("/clients/{id}")
    public void withdraw(@RestPath UUID id, @Context HttpServerRequest http) {
        givenAccess.withdraw(person(http), id);
    }

    @DELETE
    @Path("/grants/{id}")
    public void withdrawGrant(@RestPath UUID id, @Context HttpServerRequest http) {
        givenAccess.withdrawGrant(person(http), id);
    }

    private Person person(HttpServerRequest http) {
        return owner(http).person();
    }

    private SignedIn owner(HttpServerRequest http) {
        return sessions.of(http).orElseThrow(NotSignedIn::new);
    }

    /** The browser has no session. */
    static final class NotSignedIn extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ServerExceptionMapper
    public RestResponse<Void> notSignedIn(NotSignedIn e) {
        return RestResponse.status(401);
    }
}
