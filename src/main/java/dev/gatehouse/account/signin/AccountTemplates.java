// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The sign-in and sign-out pages. The template of a page is {@code templates/account} with the name of the method. */
@CheckedTemplate(basePath = "account")
public final class AccountTemplates {

    private AccountTemplates() {}

    public static native TemplateInstance signIn(SignInPage page);

    public static native TemplateInstance signedOut();

    public static native TemplateInstance home(HomePage page);
}
