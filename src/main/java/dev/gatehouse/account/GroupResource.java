// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The group endpoints of the admin API, with the account and client members. */
@Path(Paths.ADMIN_API + "/groups")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GroupResource {
    private final Groups groups;
    private final CurrentCaller caller;

    public GroupResource(Groups groups, CurrentCaller caller) {
        this.groups = groups;
        this.caller = caller;
    }

    @GET
    public Page<GroupView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return groups.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    @EntityTagged
    public GroupView get(@RestPath UUID id) {
        return groups.view(id);
    }

    @POST
    @EntityTagged
    public RestResponse<GroupView> create(@Nullable GroupInput body) {
        var created = groups.create(Bodies.present(body), caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/groups/" + created.id(), created);
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public GroupView update(@RestPath UUID id, @Nullable GroupInput body) {
        return groups.update(id, Bodies.present(body), caller.get().actor());
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        groups.remove(id, caller.get().actor());
    }

    @GET
    @Path("/{id}/accounts")
    public Page<GroupView.AccountMember> accounts(
            @RestPath UUID id,
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return groups.accounts(id, search, after, Page.size(limit));
    }

    @PUT
    @Path("/{id}/accounts/{account}")
    public void addAccount(@RestPath UUID id, @RestPath UUID account) {
        groups.addAccounts(id, List.of(account), caller.get().actor());
    }

    @DELETE
    @Path("/{id}/accounts/{account}")
    public void removeAccount(@RestPath UUID id, @RestPath UUID account) {
        groups.removeAccounts(id, List.of(account), caller.get().actor());
    }

    @GET
    @Path("/{id}/clients")
    public Page<GroupView.ClientMember> clients(
            @RestPath UUID id,
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return groups.clients(id, search, after, Page.size(limit));
    }

    @PUT
    @Path("/{id}/clients/{clientId}")
    public void addClient(@RestPath UUID id, @RestPath String clientId) {
        groups.addClients(id, List.of(clientId), caller.get().actor());
    }

    @DELETE
    @Path("/{id}/clients/{clientId}")
    public void removeClient(@RestPath UUID id, @RestPath String clientId) {
        groups.removeClients(id, List.of(clientId), caller.get().actor());
    }
}
