// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/**
 * The pages of the console that belong to no section. The template of each method has the same name in
 * {@code templates/console}.
 */
@CheckedTemplate(basePath = "console")
public final class ConsoleTemplates {
    private ConsoleTemplates() {}

    /**
     * The page for users without the required role.
     *
     * @param auditor whether the user is an auditor, who may read
     */
    public static native TemplateInstance forbidden(boolean auditor);
}
