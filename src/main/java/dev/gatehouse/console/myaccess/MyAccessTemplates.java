// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.myaccess;

import dev.gatehouse.account.signin.OwnSessions.OwnSession;
import dev.gatehouse.account.signin.Passkeys.OwnPasskey;
import dev.gatehouse.authorize.GrantedAccess.ClientAccess;
import dev.gatehouse.authorize.GrantedAccess.GivenGrant;
import dev.gatehouse.console.Form;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of My access in {@code templates/console/myaccess}. */
@CheckedTemplate(basePath = "console/myaccess")
public final class MyAccessTemplates {
    private MyAccessTemplates() {}

    public static native TemplateInstance applications(List<ClientAccess> clients);

    public static native TemplateInstance revokeAccess(ClientAccess client);

    /** The newest tokens of an application. */
    public static native TemplateInstance tokens(ClientAccess client, List<GivenGrant> grants);

    public static native TemplateInstance revokeToken(ClientAccess client, GivenGrant grant);

    /**
     * The user's sessions.
     *
     * @param others whether there are sessions besides the current one
     */
    public static native TemplateInstance sessions(List<OwnSession> sessions, boolean others);

    public static native TemplateInstance password(Form form, String username);

    /**
     * The user's passkeys, with a form for adding one.
     *
     * @param full whether the maximum number is reached
     * @param takesPassword whether adding a passkey requires the password
     */
    public static native TemplateInstance passkeys(List<OwnPasskey> passkeys, boolean full, boolean takesPassword);

    public static native TemplateInstance renamePasskey(OwnPasskey passkey, Form form);

    /**
     * The confirmation before a passkey is removed.
     *
     * @param last whether it is the only passkey
     */
    public static native TemplateInstance removePasskey(OwnPasskey passkey, boolean last);
}
