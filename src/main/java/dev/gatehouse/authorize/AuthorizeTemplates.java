// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of the front channel. The template of each method has the same name in {@code templates/authorize}. */
@CheckedTemplate(basePath = "authorize")
public final class AuthorizeTemplates {

    private AuthorizeTemplates() {}

    public static native TemplateInstance permissions(PermissionsPage page);

    public static native TemplateInstance decided(DecidedPage page);

    public static native TemplateInstance formPost(FormPostPage page);
}
