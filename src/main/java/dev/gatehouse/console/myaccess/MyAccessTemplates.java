package dev.gatehouse.console.myaccess;

import dev.gatehouse.account.signin.OwnSessions.OwnSession;
import dev.gatehouse.account.signin.Passkeys.OwnPasskey;
import dev.gatehouse.authorize.GrantedAccess.ClientAccess;
import dev.gatehouse.authorize.GrantedAccess.GivenGrant;
import dev.gatehouse.console.Form;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The pages of My access, in {@code templates/console/mine}. */
@CheckedTemplate(basePath = "console/mine")
public final class MyAccessTemplates {
    private MyAccessTemplates() {}

    public static native TemplateInstance applications(List<ClientAccess> clients);

    public static native TemplateInstance takeBack(ClientAccess client);

    /** The newest tokens that an application holds. */
    public static native TemplateInstance tokens(ClientAccess client, List<GivenGrant> grants);

    public static native TemplateInstance takeBackToken(ClientAccess client, GivenGrant grant);

    /**
     * Where the person is signed in.
     *
     * @param others whether there is any session but the one that asks
     */
    public static native TemplateInstance sessions(List<OwnSession> sessions, boolean others);

    public static native TemplateInstance password(Form form, String username);

    /**
     * The passkeys, and adding one.
     *
     * @param full whether there are as many as there can be
     * @param takesPassword whether adding one takes the password
     */
    public static native TemplateInstance passkeys(List<OwnPasskey> passkeys, boolean full, boolean takesPassword);

    public static native TemplateInstance renamePasskey(OwnPasskey passkey, Form form);

    /**
     * The question before a passkey is removed.
     *
     * @param last whether it is the only one
     */
    public static native TemplateInstance removePasskey(OwnPasskey passkey, boolean last);
}
