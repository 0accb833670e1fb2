// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.adminapi.CurrentCaller;
import dev.gatehouse.adminapi.ScopeProtected;
import dev.gatehouse.http.Paths;
import dev.gatehouse.listing.Page;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The admin API's signing keys: list and rotation. */
@Path(Paths.ADMIN_API + "/signing-keys")
@ScopeProtected
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SigningKeyResource {

    /**
     * A request for a new key.
     *
     * @param immediately whether the new key signs immediately and all other keys are revoked, for example after a leak
     */
    public record RotationInput(@Nullable Boolean immediately) {}

    private final SigningKeyRotation rotation;
    private final CurrentCaller caller;

    public SigningKeyResource(SigningKeyRotation rotation, CurrentCaller caller) {
        this.rotation = rotation;
        this.caller = caller;
    }

    @GET
    public Page<SigningKeyView> list() {
        return new Page<>(rotation.list(), null);
    }

    @POST
    public RestResponse<SigningKeyView> rotate(@Nullable RotationInput body) {
        var actor = caller.get().actor();
        var immediately = body != null && Boolean.TRUE.equals(body.immediately());
        return RestResponse.status(
                RestResponse.Status.CREATED, immediately ? rotation.replace(actor) : rotation.rotate(actor));
    }
}
