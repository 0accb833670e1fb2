package dev.gatehouse.tenant;

import dev.gatehouse.platform.Bodies;
import dev.gatehouse.platform.CurrentCaller;
import dev.gatehouse.platform.Paths;
import dev.gatehouse.platform.ScopeProtected;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** The admin API's settings; a change holds on every node at once. */
@Path(Paths.ADMIN_API + "/settings")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SettingsResource {
    private final TenantSettings settings;
    private final CurrentCaller caller;

    public SettingsResource(TenantSettings settings, CurrentCaller caller) {
        this.settings = settings;
        this.caller = caller;
    }

    @GET
    public SettingsView get() {
        return settings.view();
    }

    @PUT
    public SettingsView replace(@Nullable SettingsInput body) {
        return settings.replace(Bodies.present(body), caller.get().actor());
    }
}
