package dev.gatehouse.console.audit;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.ListQuery;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages of the audit log, in {@code templates/console/audit}. */
@CheckedTemplate(basePath = "console/audit")
public final class AuditPageTemplates {
    private AuditPageTemplates() {}

    /**
     * The log.
     *
     * @param form the filters, with what is wrong with them
     * @param next where older events are; null: there are none
     * @param export where the events are to be had as a file
     * @param tail where to ask for what came since; null: nobody wants to know
     */
    public static native TemplateInstance list(
            ListQuery query,
            Form form,
            List<AuditEntry> entries,
            @Nullable String next,
            String export,
            @Nullable String tail);

    /** What came since, the newest first, for the script of a page that is there already. */
    public static native TemplateInstance tail(List<AuditEntry> entries, String tail);
}
