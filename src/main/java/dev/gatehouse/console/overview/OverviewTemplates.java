package dev.gatehouse.console.overview;

import dev.gatehouse.console.audit.AuditEntry;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The console's first page; it lives in {@code templates/console} under its method's name. */
@CheckedTemplate(basePath = "console")
final class OverviewTemplates {
    private OverviewTemplates() {}

    /**
     * The first page.
     *
     * @param denied the last calls that were
     */
    static native TemplateInstance overview(Overview page, List<AuditEntry> denied);
}
