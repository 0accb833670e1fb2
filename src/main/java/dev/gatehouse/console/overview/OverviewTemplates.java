// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.overview;

import dev.gatehouse.console.audit.AuditEntry;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** The first page of the console in {@code templates/console}. */
@CheckedTemplate(basePath = "console")
final class OverviewTemplates {
    private OverviewTemplates() {}

    /**
     * The first page.
     *
     * @param denied the most recent denied calls
     */
    static native TemplateInstance overview(Overview page, List<AuditEntry> denied);
}
