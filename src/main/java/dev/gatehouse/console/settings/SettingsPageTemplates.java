package dev.gatehouse.console.settings;

import dev.gatehouse.console.Form;
import dev.gatehouse.listing.Page;
import dev.gatehouse.signing.SigningKeyView;
import dev.gatehouse.tenant.SettingsView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The pages of Settings but for trusted issuers, in {@code templates/console/settings}. */
@CheckedTemplate(basePath = "console/settings")
public final class SettingsPageTemplates {
    private SettingsPageTemplates() {}

    public static native TemplateInstance general(SettingsView settings, Form form);

    /**
     * The texts and the logo of the permissions page.
     *
     * @param logo the form that sends a picture
     */
    public static native TemplateInstance approval(SettingsView settings, Form form, Form logo);

    public static native TemplateInstance removeLogo(SettingsView settings);

    public static native TemplateInstance keys(Page<SigningKeyView> keys, @Nullable Integer lifetime);

    /**
     * Asks before another key is made.
     *
     * @param immediately whether all others are taken back
     */
    public static native TemplateInstance rotate(
            Page<SigningKeyView> keys, boolean immediately, @Nullable String problem);
}
