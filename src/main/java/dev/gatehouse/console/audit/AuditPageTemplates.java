// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of the audit log in {@code templates/console/audit}. */
@CheckedTemplate(basePath = "console/audit")
public final class AuditPageTemplates {
    private AuditPageTemplates() {}

    /**
     * The audit log.
     *
     * @param form the filters with error messages
     * @param next the URL of older events; null if there are none
     * @param export the URL of the events as a file
     * @param tail the URL of newer events; null if the log is not followed
     */
    public static native TemplateInstance list(
            ListQuery query,
            Form form,
            List<AuditEntry> entries,
            @Nullable String next,
            String export,
            @Nullable String tail);

    /** Newer events, newest first, which a script adds to the page. */
    public static native TemplateInstance tail(List<AuditEntry> entries, String tail);
}
