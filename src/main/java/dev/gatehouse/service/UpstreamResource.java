package dev.gatehouse.service;

import dev.gatehouse.platform.Bodies;
import dev.gatehouse.platform.CurrentCaller;
import dev.gatehouse.platform.EntityTagged;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.ScopeProtected;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The admin API's upstreams: how the servers behind the gateway are called. */
@Path(Paths.ADMIN_API + "/upstreams")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class UpstreamResource {
    private final DeclaredUpstreams upstreams;
    private final CatalogueUsages usages;
    private final CurrentCaller caller;

    public UpstreamResource(DeclaredUpstreams upstreams, CatalogueUsages usages, CurrentCaller caller) {
        this.upstreams = upstreams;
        this.usages = usages;
        this.caller = caller;
    }

    @GET
    public Page<UpstreamView> list(
            @RestQuery @Nullable String search,
            @RestQuery @Nullable String sort,
            @RestQuery @Nullable String after,
            @RestQuery @Nullable String limit) {
        return upstreams.list(search, sort, after, Page.size(limit));
    }

    @GET
    @Path("/{id}")
    @EntityTagged
    public UpstreamView get(@RestPath UUID id) {
        return upstreams.view(id);
    }

    /** Who would notice if it were deleted. */
    @GET
    @Path("/{id}/usage")
    public UpstreamUsage usage(@RestPath UUID id) {
        return usages.ofUpstream(id);
    }

    @POST
    @EntityTagged
    public RestResponse<UpstreamView> create(@Nullable UpstreamInput body) {
        var created = upstreams.create(Bodies.present(body), caller.get().actor());
        return Bodies.created(Paths.ADMIN_API + "/upstreams/" + created.id(), created);
    }

    @PUT
    @Path("/{id}")
    @EntityTagged
    public UpstreamView update(@RestPath UUID id, @Nullable UpstreamInput body) {
        return upstreams.update(id, Bodies.present(body), caller.get().actor());
    }

    @DELETE
    @Path("/{id}")
    public void delete(@RestPath UUID id) {
        upstreams.remove(id, caller.get().actor());
    }
}
