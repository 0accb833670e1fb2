// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.errors;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * The pages that all packages share. The template of a page is {@code templates/platform} with the name of the method.
 */
@CheckedTemplate(basePath = "platform")
public final class PlatformTemplates {

    private PlatformTemplates() {}

    public static native TemplateInstance problem(ProblemPage page);

    /** The page for a request without TLS where TLS is required, with instructions for the administrator. */
    public static native TemplateInstance notSecure(ProblemPage page);
}
