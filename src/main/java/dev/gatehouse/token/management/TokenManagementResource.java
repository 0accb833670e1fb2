// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.management;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.database.Housekeeping;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.token.TokenErrors;
import dev.gatehouse.token.TokenList;
import dev.gatehouse.token.TokenView;
import dev.gatehouse.token.Tokens;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The admin API's tokens. webMethods calls this page Token Management. */
@Path(Paths.ADMIN_API + "/tokens")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TokenManagementResource {
    private static final int MAX_DELETED = 1000;
    private static final int MAX_REMOVED = 100_000;

    /** The tokens to delete, 1 to {@value #MAX_DELETED} of them. */
    public record DeletionInput(@Nullable List<@Nullable UUID> ids) {}

    /**
     * The result of a deletion.
     *
     * @param deleted the number of deleted tokens
     * @param unknown the ids of tokens that do not exist
     */
    public record Deletion(int deleted, List<UUID> unknown) {}

    /** The number of removed rows. */
    public record Removal(int removed) {}

    private final TokenList list;
    private final AdministratorTokens addedTokens;
    private final Tokens tokens;
    private final Housekeeping housekeeping;
    private final BaseUrl baseUrl;
    private final CurrentCaller caller;

    TokenManagementResource(
            TokenList list,
            AdministratorTokens addedTokens,
            Tokens tokens,
            Housekeeping housekeeping,
            BaseUrl baseUrl,
            CurrentCaller caller) {
        this.list = list;
        this.addedTokens = addedTokens;
        this.tokens = tokens;
        this.housekeeping = housekeeping;
        this.baseUrl = baseUrl;
        this.caller = caller;
    }

    @GET
    public Page<TokenView> list(
            @RestQuery @Nullable String client,
            @RestQuery @Nullable String account,
            @RestQuery @Nullable String scope,
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return list.page(
                new TokenList.Wanted(client, id("account", account), scope, search), sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    public TokenView get(@RestPath UUID id) {
        return list.view(id);
    }

    @POST
    public RestResponse<TokenView> add(AdministratorTokens.@Nullable TokenInput body, @Context HttpServerRequest http) {
        var added = addedTokens.add(
                Bodies.present(body), baseUrl.of(http), caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/tokens/" + added.id(), added);
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        if (tokens.end(List.of(id), caller.get().actor()).isEmpty()) {
            throw ProblemException.notFound(TokenErrors.notFound());
        }
    }

    /** Revokes all known tokens, or none if an error occurs. Unknown ids are reported and have no other effect. */
    @POST
    @Path("/delete")
    public Deletion deleteMany(@Nullable DeletionInput body) {
        var typed = Objects.requireNonNullElse(Bodies.present(body).ids(), List.<@Nullable UUID>of());
        var errors = new FieldErrors();
        errors.check(!typed.isEmpty(), "ids", CommonErrors.noEntries());
        errors.check(typed.size() <= MAX_DELETED, "ids", CommonErrors.tooManyEntries(MAX_DELETED));
        errors.check(typed.stream().allMatch(Objects::nonNull), "ids", CommonErrors.nullEntry());
        errors.refuse();
        var ids = new LinkedHashSet<UUID>();
        typed.stream().filter(Objects::nonNull).forEach(ids::add);
        var known = tokens.end(ids, caller.get().actor());
        return new Deletion(
                known.size(), ids.stream().filter(id -> !known.contains(id)).toList());
    }

    /**
     * Runs the cleanup of expired tokens now, for up to {@link #MAX_REMOVED} rows. Does nothing while another node runs
     * the cleanup.
     */
    @POST
    @Path("/remove-expired")
    public Removal removeExpired() {
        return new Removal(housekeeping.clean(tokens, MAX_REMOVED));
    }

    private static @Nullable UUID id(String parameter, @Nullable String typed) {
        if (typed == null) {
            return null;
        }
        try {
            return UUID.fromString(typed);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.invalidOutsideBody(parameter, CommonErrors.notAnId());
        }
    }
}
