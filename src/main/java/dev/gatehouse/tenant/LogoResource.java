// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.http.BackChannel;
import dev.gatehouse.http.Paths;
import dev.gatehouse.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;

/**
 * Serves the logo of a tenant for the permissions page. The headers prevent browsers from interpreting the content as
 * anything other than an image.
 */
@Path(Paths.LOGO)
@BackChannel
public class LogoResource {
    private final Logos logos;

    LogoResource(Logos logos) {
        this.logos = logos;
    }

    @GET
    public Response logo(@Context Request request) {
        var logo = logos.current().orElseThrow(() -> ProblemException.notFound(TenantErrors.logoNotFound()));
        var tag = new EntityTag(logo.entityTag());
        var unchanged = request.evaluatePreconditions(tag);
        var answer = unchanged == null ? Response.ok(logo.content(), logo.type()) : unchanged;
        return answer.tag(tag)
                .header("Cache-Control", "no-cache")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }
}
