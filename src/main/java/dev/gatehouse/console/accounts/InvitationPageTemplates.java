// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import dev.gatehouse.account.invitation.InvitationView;
import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import dev.gatehouse.listing.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The invitation pages in {@code templates/console/invitations}. */
@CheckedTemplate(basePath = "console/invitations")
public final class InvitationPageTemplates {
    private InvitationPageTemplates() {}

    public static native TemplateInstance list(ListQuery query, Page<InvitationView> invitations);

    public static native TemplateInstance form(Form form);

    /** The page that shows the link of a new invitation once. */
    public static native TemplateInstance link(InvitationView invitation, String url);

    public static native TemplateInstance revoke(InvitationView invitation);
}
