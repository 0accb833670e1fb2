package dev.gatehouse.token;

import dev.gatehouse.platform.BaseUrl;
import dev.gatehouse.platform.Bodies;
import dev.gatehouse.platform.CommonErrors;
import dev.gatehouse.platform.CurrentCaller;
import dev.gatehouse.platform.FieldErrors;
import dev.gatehouse.platform.Housekeeping;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.platform.ScopeProtected;
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

/** The admin API's tokens: Token Management, as webMethods names it. */
@Path(Paths.ADMIN_API + "/tokens")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TokenManagementResource {
    private static final int MAX_DELETED = 1000;
    private static final int MAX_REMOVED = 100_000;

    /** Which tokens to delete, 1 to {@value #MAX_DELETED} of them. */
    public record DeletionInput(@Nullable List<@Nullable UUID> ids) {}

    /**
     * What came of it.
     *
     * @param deleted how many there were
     * @param unknown those that there were not (any more)
     */
    public record Deletion(int deleted, List<UUID> unknown) {}

    /** How many rows went. */
    public record Removal(int removed) {}

    private final TokenList list;
    private final AddedTokens addedTokens;
    private final Tokens tokens;
    private final Housekeeping housekeeping;
    private final BaseUrl baseUrl;
    private final CurrentCaller caller;

    TokenManagementResource(
            TokenList list,
            AddedTokens addedTokens,
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
    public RestResponse<TokenView> add(AddedTokens.@Nullable TokenInput body, @Context HttpServerRequest http) {
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

    /** Those that are known end together, or none does if something breaks; those that are not stop nothing. */
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

    /** Does for tokens what the schedule does, now, up to {@link #MAX_REMOVED} of them; while another node is at it, nothing. */
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
