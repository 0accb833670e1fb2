package dev.gatehouse.errors;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages that every room shows; each lives in {@code templates/platform} under its method's name. */
@CheckedTemplate(basePath = "platform")
public final class PlatformTemplates {

    private PlatformTemplates() {}

    public static native TemplateInstance problem(ProblemPage page);

    /** What a browser gets that came without TLS where it is needed, with what an administrator can do. */
    public static native TemplateInstance notSecure(ProblemPage page);
}
