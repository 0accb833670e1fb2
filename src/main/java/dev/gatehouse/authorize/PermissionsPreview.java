// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.http.Language;
import dev.gatehouse.http.Messages;
import dev.gatehouse.tenant.TenantSettings;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A preview of the permissions page with other texts, for a fictitious client and scopes. The preview belongs to no
 * request, so that nothing can be granted or denied. The caller sets a policy that forbids sending forms.
 */
@ApplicationScoped
public class PermissionsPreview {
    private final TenantSettings settings;
    private final Language language;

    PermissionsPreview(TenantSettings settings, Language language) {
        this.settings = settings;
        this.language = language;
    }

    /**
     * Returns the preview with the given texts and the tenant's logo.
     *
     * @param username the username of the viewer, as whom the preview is signed in
     * @param displayName the name of the viewer
     */
    public TemplateInstance of(
            String username,
            String displayName,
            @Nullable String title,
            @Nullable String heading,
            @Nullable String footer) {
        var texts = language.texts(Messages.class);
        return AuthorizeTemplates.permissions(new PermissionsPage(
                "",
                new ClientSummary(texts.exampleClient(), "1.0", texts.exampleClientDescription()),
                username,
                displayName,
                "https://partner.example",
                List.of(
                        new ScopeChoice("orders.read", texts.exampleReadScope(), true),
                        new ScopeChoice("orders.write", texts.exampleWriteScope(), true),
                        new ScopeChoice("profile", null, false)),
                false,
                Branding.of(title, heading, footer, settings.current().approvalLogo(), texts),
                true));
    }
}
