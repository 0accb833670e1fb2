package dev.gatehouse.console.scopes;

import dev.gatehouse.usage.Coverage;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line of a scope's service URLs covers.
 *
 * @param coverage null when the line is not a URL pattern
 * @param problem why it is not; null when it is
 */
@TemplateData
public record LineCoverage(
        String line, @Nullable Coverage coverage, @Nullable String problem) {

    /** The same for those who only read, whom no hint helps to type. */
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
