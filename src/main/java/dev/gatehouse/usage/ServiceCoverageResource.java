// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The admin API's preview of the exposed services that a URL pattern covers. */
@Path(Paths.ADMIN_API + "/services/covered")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
public class ServiceCoverageResource {
    private final Coverages coverages;

    public ServiceCoverageResource(Coverages coverages) {
        this.coverages = coverages;
    }

    @GET
    public Coverage covered(@RestQuery @Nullable String pattern, @RestQuery @Nullable List<String> method) {
        return coverages.of(pattern, method);
    }
}
