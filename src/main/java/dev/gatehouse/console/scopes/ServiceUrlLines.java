// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.scopes;

import dev.gatehouse.console.Form;
import dev.gatehouse.console.Labels;
import dev.gatehouse.http.Language;
import dev.gatehouse.scope.ScopeInput.ServiceUrlInput;
import dev.gatehouse.scope.ScopeView.ServiceUrlView;
import dev.gatehouse.usage.Coverages;
import dev.gatehouse.usage.Coverages.Judged;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Service URLs as text: one pattern per line, after its methods if they are limited. */
@ApplicationScoped
class ServiceUrlLines {
    /** The maximum number of lines that are looked up during typing. */
    private static final int PREVIEWED = 20;

    private final Coverages coverages;
    private final Language language;

    ServiceUrlLines(Coverages coverages, Language language) {
        this.coverages = coverages;
        this.language = language;
    }

    static String line(ServiceUrlView url) {
        return url.methods().isEmpty() ? url.url() : String.join(",", url.methods()) + " " + url.url();
    }

    static ServiceUrlInput read(String line) {
        var space = line.lastIndexOf(' ');
        var methods = space < 0
                ? List.<String>of()
                : Arrays.stream(line.substring(0, space).split("[\\s,]+"))
                        .filter(method -> !method.isEmpty())
                        .toList();
        return new ServiceUrlInput(line.substring(space + 1), methods);
    }

    /** Returns the coverage of the first lines. */
    List<LineCoverage> covered(List<String> lines) {
        var first = lines.stream().limit(PREVIEWED).toList();
        var judged = coverages.ofEach(first.stream().map(ServiceUrlLines::read).toList());
        return IntStream.range(0, first.size())
                .mapToObj(i -> covered(first.get(i), judged.get(i)))
                .toList();
    }

    private LineCoverage covered(String line, Judged judged) {
        return switch (judged) {
            case Judged.Covering(var coverage) -> new LineCoverage(line, coverage, null);
            case Judged.Refused(var why) -> new LineCoverage(line, null, Form.sentence(why, Labels.NONE, language));
        };
    }
}
