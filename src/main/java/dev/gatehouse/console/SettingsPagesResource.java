package dev.gatehouse.console;

import dev.gatehouse.platform.FrontChannel;
import dev.gatehouse.platform.OwnForms;
import dev.gatehouse.platform.Paths;
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

/** Settings: what holds for all clients of the tenant, each with what it means. */
@Path(Paths.CONSOLE + "/settings")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class SettingsPagesResource {
    private final SettingsResource settings;
    private final SettingsForms forms;
    private final Submissions submissions;

    SettingsPagesResource(SettingsResource settings, SettingsForms forms, Submissions submissions) {
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
        var form = Form.sent(fields, Labels.SETTINGS);
        return submissions.change(
                form,
                () -> settings.replace(forms.general(form, settings.get())),
                saved -> Answers.done(Notice.SAVED, Paths.CONSOLE + "/settings"),
                () -> forms.general(settings.get()),
                refused -> Answers.refused(SettingsPageTemplates.general(settings.get(), refused)));
    }
}
