package dev.gatehouse.account.signin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages for people who sign in and out; each lives in {@code templates/account} under its method's name. */
@CheckedTemplate(basePath = "account")
public final class AccountTemplates {

    private AccountTemplates() {}

    public static native TemplateInstance signIn(SignInPage page);

    public static native TemplateInstance signedOut();

    public static native TemplateInstance home(HomePage page);
}
