// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.explain;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * The admin API of <em>Why denied?</em> Auditors may ask too, because a question changes nothing. The method is POST,
 * because a token must not be part of a URL.
 */
@Path(Paths.WHY_DENIED)
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class WhyDeniedResource {
    private final WhyDenied whyDenied;
    private final CurrentCaller caller;

    WhyDeniedResource(WhyDenied whyDenied, CurrentCaller caller) {
        this.whyDenied = whyDenied;
        this.caller = caller;
    }

    @POST
    public RestResponse<Explanation> explain(@Nullable WhyDeniedRequest question) {
        var explanation =
                whyDenied.explain(Bodies.present(question), caller.get().actor());
        return RestResponse.ResponseBuilder.ok(explanation)
                .header("Cache-Control", "no-store")
                .build();
    }
}
