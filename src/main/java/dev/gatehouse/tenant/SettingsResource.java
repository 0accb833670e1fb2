// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.adminapi.Bodies;
import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.EntityTagged;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings endpoint of the admin API. Changes take effect on all nodes within a second. */
@Path(Paths.ADMIN_API + "/settings")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SettingsResource {
    private final TenantSettings settings;
    private final Logos logos;
    private final CurrentCaller caller;

    SettingsResource(TenantSettings settings, Logos logos, CurrentCaller caller) {
        this.settings = settings;
        this.logos = logos;
        this.caller = caller;
    }

    @GET
    @EntityTagged
    public SettingsView get() {
        return settings.view();
    }

    @PUT
    @EntityTagged
    public SettingsView replace(@Nullable SettingsInput body) {
        return settings.replace(Bodies.present(body), caller.get().actor());
    }

    /** Replaces the logo of the permissions page with the body of the request. */
    @PUT
    @Path("/logo")
    @Consumes({"image/png", "image/jpeg", "image/webp"})
    public void replaceLogo(byte @Nullable [] body) {
        logos.replace(Optional.of(Logo.of(body)), caller.get().actor());
    }

    @DELETE
    @Path("/logo")
    public void removeLogo() {
        logos.replace(Optional.empty(), caller.get().actor());
    }
}
