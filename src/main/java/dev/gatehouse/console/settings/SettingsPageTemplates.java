// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import dev.gatehouse.console.Form;
import dev.gatehouse.listing.Page;
import dev.gatehouse.signing.SigningKeyView;
import dev.gatehouse.tenant.SettingsView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The settings pages, except for trusted issuers, in {@code templates/console/settings}. */
@CheckedTemplate(basePath = "console/settings")
public final class SettingsPageTemplates {
    private SettingsPageTemplates() {}

    public static native TemplateInstance general(SettingsView settings, Form form);

    /**
     * The texts and the logo of the permissions page.
     *
     * @param logo the upload form of the logo
     */
    public static native TemplateInstance approval(SettingsView settings, Form form, Form logo);

    public static native TemplateInstance removeLogo(SettingsView settings);

    public static native TemplateInstance keys(Page<SigningKeyView> keys, @Nullable Integer lifetime);

    /**
     * The confirmation before a key is created.
     *
     * @param immediately whether all other keys are revoked
     */
    public static native TemplateInstance rotate(
            Page<SigningKeyView> keys, boolean immediately, @Nullable String problem);
}
