// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.cluster.LiveNodes;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The live nodes of the deployment in the operator's API, which shows during an upgrade which versions run. */
@Path(Paths.OPERATOR_API + "/nodes")
@OperatorOnly
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class NodeResource {
    private final LiveNodes nodes;

    NodeResource(LiveNodes nodes) {
        this.nodes = nodes;
    }

    /** Returns all live nodes on one page. */
    @GET
    public Page<NodeView> list() {
        return new Page<>(nodes.list().stream().map(NodeView::of).toList(), null);
    }
}
