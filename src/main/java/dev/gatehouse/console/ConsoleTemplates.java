package dev.gatehouse.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of the console that belong to no section; each lives in {@code templates/console} under its method's name. */
@CheckedTemplate(basePath = "console")
public final class ConsoleTemplates {
    private ConsoleTemplates() {}

    /**
     * What somebody without the role for it gets.
     *
     * @param auditor whether they may at least read
     */
    public static native TemplateInstance forbidden(boolean auditor);
}
