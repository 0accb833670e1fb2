// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.tenant.SettingsResource;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.RestResponse;

/** The settings for all clients of the tenant. */
@Path(Paths.CONSOLE + "/settings")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class SettingsPagesResource {
    private final SettingsResource settings;
    private final SettingsForms forms;
    private final FormSubmissions submissions;

    SettingsPagesResource(SettingsResource settings, SettingsForms forms, FormSubmissions submissions) {
        this.settings = settings;
        this.forms = forms;
        this.submissions = submissions;
    }

    @GET
    public TemplateInstance general() {
        var stored = settings.get();
        return SettingsPageTemplates.general(stored, forms.general(stored));
    }

    @POST
    public RestResponse<?> save(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, SettingsLabels.SETTINGS);
        return submissions.change(
                form,
                () -> settings.replace(forms.general(form, settings.get())),
                saved -> ConsoleResponses.done(Notice.SAVED, Paths.CONSOLE + "/settings"),
                () -> forms.general(settings.get()),
                refused -> ConsoleResponses.refused(SettingsPageTemplates.general(settings.get(), refused)));
    }
}
