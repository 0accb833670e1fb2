// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import dev.gatehouse.authorize.PermissionsPreview;
import dev.gatehouse.console.ConsoleLayout;
import dev.gatehouse.console.ConsolePage;
import dev.gatehouse.console.ConsolePage.ChangesNothing;
import dev.gatehouse.console.ConsoleResponses;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.FormSubmissions;
import dev.gatehouse.console.Notice;
import dev.gatehouse.http.FrontChannel;
import dev.gatehouse.http.OwnForms;
import dev.gatehouse.http.Paths;
import dev.gatehouse.tenant.SettingsResource;
import dev.gatehouse.tenant.SettingsView;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** The settings of the permissions page: texts, logo, and a preview. */
@Path(Paths.CONSOLE + "/settings/approval")
@FrontChannel
@OwnForms
@ConsolePage
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
public class ApprovalPagesResource {
    private static final String PAGE = Paths.CONSOLE + "/settings/approval";

    /** The policy of the preview: the page can neither run scripts nor send forms. */
    private static final String INERT = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none';"
            + " base-uri 'none'; frame-ancestors 'none'; sandbox";

    private final SettingsResource settings;
    private final SettingsForms forms;
    private final PermissionsPreview preview;
    private final FormSubmissions submissions;
    private final ConsoleLayout layout;

    ApprovalPagesResource(
            SettingsResource settings,
            SettingsForms forms,
            PermissionsPreview preview,
            FormSubmissions submissions,
            ConsoleLayout layout) {
        this.settings = settings;
        this.forms = forms;
        this.preview = preview;
        this.submissions = submissions;
        this.layout = layout;
    }

    @GET
    public TemplateInstance approval() {
        var stored = settings.get();
        return page(stored, forms.approval(stored), Form.blank());
    }

    @POST
    public RestResponse<?> save(MultivaluedMap<String, String> fields) {
        var form = Form.sent(fields, SettingsLabels.PERMISSIONS_PAGE);
        return submissions.change(
                form,
                () -> settings.replace(forms.approval(form, settings.get())),
                saved -> ConsoleResponses.done(Notice.SAVED, PAGE),
                () -> forms.approval(settings.get()),
                refused -> ConsoleResponses.refused(page(settings.get(), refused, Form.blank())));
    }

    /** Replaces the logo. A form without a file is rejected. */
    @POST
    @Path("/logo")
    @Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
    public RestResponse<?> replaceLogo(@RestForm("logo") @Nullable FileUpload picture) {
        return submissions.create(
                Form.blank(SettingsLabels.PERMISSIONS_PAGE),
                () -> {
                    settings.replaceLogo(content(picture));
                    return PAGE;
                },
                page -> ConsoleResponses.done(Notice.SAVED, page),
                refused -> {
                    var stored = settings.get();
                    return ConsoleResponses.refused(page(stored, forms.approval(stored), refused));
                });
    }

    @GET
    @Path("/logo/remove")
    public TemplateInstance confirmLogoRemoval() {
        return SettingsPageTemplates.removeLogo(settings.get());
    }

    @POST
    @Path("/logo/remove")
    public RestResponse<?> removeLogo() {
        settings.removeLogo();
        return ConsoleResponses.done(Notice.SAVED, PAGE);
    }

    /** Shows a preview with the saved texts. */
    @GET
    @Path("/preview")
    public RestResponse<?> preview() {
        return preview(forms.approval(settings.get()));
    }

    /** Shows a preview with the entered texts. */
    @POST
    @Path("/preview")
    @ChangesNothing
    public RestResponse<?> previewTyped(MultivaluedMap<String, String> fields) {
        return preview(Form.sent(fields));
    }

    private RestResponse<?> preview(Form form) {
        var answer = ConsoleResponses.page(preview.of(
                layout.visitorUsername(),
                layout.visitorName(),
                form.text(SettingsForms.TITLE),
                form.text(SettingsForms.HEADING),
                form.text(SettingsForms.FOOTER)));
        answer.getHeaders().putSingle("Content-Security-Policy", INERT);
        return answer;
    }

    private static TemplateInstance page(SettingsView stored, Form form, Form logo) {
        return SettingsPageTemplates.approval(stored, form, logo);
    }

    private static byte @Nullable [] content(@Nullable FileUpload picture) {
        if (picture == null) {
            return null;
        }
        try {
            return Files.readAllBytes(picture.uploadedFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
