package dev.gatehouse.authorize;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of the front channel; each lives in {@code templates/authorize} under its method's name. */
@CheckedTemplate(basePath = "authorize")
public final class AuthorizeTemplates {

    private AuthorizeTemplates() {}

    public static native TemplateInstance permissions(PermissionsPage page);

    public static native TemplateInstance decided(DecidedPage page);

    public static native TemplateInstance formPost(FormPostPage page);
}
