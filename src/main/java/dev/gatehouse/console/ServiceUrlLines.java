package dev.gatehouse.console;

import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.scope.ScopeInput.ServiceUrlInput;
import dev.gatehouse.scope.ScopeView.ServiceUrlView;
import dev.gatehouse.service.ServiceResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;

/** Service URLs as they are typed: one for each line, its methods, if it is limited to some, before the pattern. */
@ApplicationScoped
public class ServiceUrlLines {
    /** More are not looked up while somebody types. */
    private static final int PREVIEWED = 20;

    private final ServiceResource services;

    ServiceUrlLines(ServiceResource services) {
        this.services = services;
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

    /** What each of the first lines covers now. */
    List<LineCoverage> covered(List<String> lines) {
        return lines.stream().limit(PREVIEWED).map(this::covered).toList();
    }

    private LineCoverage covered(String line) {
        var url = read(line);
        try {
            return new LineCoverage(line, services.covered(url.url(), url.methods()), null);
        } catch (ProblemException refusal) {
            return new LineCoverage(line, null, Answers.sentence(refusal.problem()));
        }
    }
}
