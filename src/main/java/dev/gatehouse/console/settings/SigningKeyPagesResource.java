// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.signing.SigningKeyResource;
import dev.gatehouse.signing.SigningKeyResource.RotationInput;
import dev.gatehouse.tenant.SettingsResource;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The signing keys of the tenant: their states, rotation, and replacement after a leak. */
@Path(Paths.CONSOLE + "/settings/keys")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class SigningKeyPagesResource {
    private static final String LIST = Paths.CONSOLE + "/settings/keys";

    private final SigningKeyResource keys;
    private final SettingsResource settings;
    private final FormSubmissions submissions;

    SigningKeyPagesResource(SigningKeyResource keys, SettingsResource settings, FormSubmissions submissions) {
        this.keys = keys;
        this.settings = settings;
        this.submissions = submissions;
    }

    @GET
    public TemplateInstance list() {
        return SettingsPageTemplates.keys(keys.list(), settings.get().signingKeyLifetime());
    }

    @GET
    @Path("/rotate")
    public TemplateInstance confirmRotation() {
        return confirmation(false, null);
    }

    @POST
    @Path("/rotate")
    public RestResponse<?> rotate() {
        return make(false);
    }

    @GET
    @Path("/replace")
    public TemplateInstance confirmReplacement() {
        return confirmation(true, null);
    }

    @POST
    @Path("/replace")
    public RestResponse<?> replace() {
        return make(true);
    }

    private RestResponse<?> make(boolean immediately) {
        return submissions.confirm(
                () -> keys.rotate(new RotationInput(immediately)),
                () -> ConsoleResponses.done(Notice.SAVED, LIST),
                problem -> ConsoleResponses.refused(confirmation(immediately, problem)));
    }

    private TemplateInstance confirmation(boolean immediately, @Nullable String problem) {
        return SettingsPageTemplates.rotate(keys.list(), immediately, problem);
    }
}
