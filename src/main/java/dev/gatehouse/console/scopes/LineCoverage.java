// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.scopes;

import dev.gatehouse.usage.Coverage;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coverage of one line of a scope's service URLs.
 *
 * @param coverage the covered services; null if the line is not a valid URL pattern
 * @param problem the error of an invalid line; null for a valid one
 */
@TemplateData
public record LineCoverage(
        String line, @Nullable Coverage coverage, @Nullable String problem) {

    /** Returns a copy without hints, for pages without a form. */
    LineCoverage withoutHints() {
        return coverage == null
                ? this
                : new LineCoverage(
                        line,
                        new Coverage(
                                coverage.pattern(),
                                coverage.methods(),
                                coverage.services(),
                                List.of(),
                                coverage.shared()),
                        null);
    }
}
