// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The admin API's service tree, for selecting the URLs of a scope. */
@Path(Paths.ADMIN_API + "/service-tree")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class ServiceTreeResource {
    private final ServiceTrees trees;

    public ServiceTreeResource(ServiceTrees trees) {
        this.trees = trees;
    }

    @GET
    public ServiceTree tree(@RestQuery @Nullable String search, @RestQuery @Nullable String projectId) {
        return trees.of(search, projectId);
    }
}
