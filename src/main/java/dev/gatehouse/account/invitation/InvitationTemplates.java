// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.invitation;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of invitees. The template of a page is {@code templates/invitation} with the name of the method. */
@CheckedTemplate(basePath = "invitation")
public final class InvitationTemplates {
    private InvitationTemplates() {}

    public static native TemplateInstance form(InvitationPage page);

    /** The page for every code without an open invitation. */
    public static native TemplateInstance invalid();

    /** The page for an address that must wait. */
    public static native TemplateInstance wait(String explanation);
}
