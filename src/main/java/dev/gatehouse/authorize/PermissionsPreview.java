// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.account.Person;
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
    private static final ClientSummary CLIENT =
            new ClientSummary("Example Partner", "1.0", "An application of a partner, for this preview only.");
    private static final List<ScopeChoice> SCOPES = List.of(
            new ScopeChoice("orders.read", "See your orders and where they are.", true),
            new ScopeChoice("orders.write", "Place and cancel orders in your name.", true),
            new ScopeChoice("profile", null, false));

    private final TenantSettings settings;
    private final Language language;

    PermissionsPreview(TenantSettings settings, Language language) {
        this.settings = settings;
        this.language = language;
    }

    /** Returns the preview with the given texts and the tenant's logo. */
    public TemplateInstance of(
            Person visitor, @Nullable String title, @Nullable String heading, @Nullable String footer) {
        return AuthorizeTemplates.permissions(new PermissionsPage(
                "",
                CLIENT,
                visitor.username(),
                visitor.displayName(),
                "https://partner.example",
                SCOPES,
                false,
                Branding.of(title, heading, footer, settings.current().approvalLogo(), language.texts(Messages.class)),
                true));
    }
}
