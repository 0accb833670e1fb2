// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.listing.Excerpt;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.Problem;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.scope.ScopeInput.ServiceUrlInput;
import dev.gatehouse.scope.ScopeMatcher.CoveredUrl;
import dev.gatehouse.scope.UrlPattern;
import dev.gatehouse.service.CoveredCalls;
import dev.gatehouse.service.ExposedServices;
import dev.gatehouse.service.Route;
import dev.gatehouse.service.ServiceCatalogue;
import dev.gatehouse.usage.Coverage.CoveredService;
import dev.gatehouse.usage.Coverage.Hint;
import dev.gatehouse.usage.Coverage.Miss;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reports which exposed services of the current tenant a URL pattern covers, while a user types the pattern. Uses the
 * matching and the catalogue of the gateway.
 */
@ApplicationScoped
public class Coverages {
    private static final int SHOWN = 50;
    private static final int MAX_PATTERN = 1000;

    /** The result for a pattern. */
    public sealed interface Judged {
        record Covering(Coverage coverage) implements Judged {}

        /** The pattern is invalid. */
        record Refused(Problem why) implements Judged {}
    }

    private sealed interface Read {}

    private record Pattern(CoveredUrl url, List<CoveredCalls> covered) implements Read {
        static Pattern of(CoveredUrl url, ServiceCatalogue catalogue) {
            return new Pattern(url, catalogue.covered(List.of(url)));
        }

        Stream<CoveredCalls> shown() {
            return covered.stream().limit(SHOWN);
        }
    }

    private record Fault(Problem problem) implements Read {}

    private final ExposedServices services;
    private final ServiceReferences references;

    Coverages(ExposedServices services, ServiceReferences references) {
        this.services = services;
        this.references = references;
    }

    /**
     * Returns the coverage of a pattern and methods.
     *
     * @throws ProblemException if a scope with this pattern could not be saved
     */
    Coverage of(@Nullable String typed, @Nullable List<String> methods) {
        var catalogue = services.catalogue();
        var pattern = Pattern.of(read(typed, methods), catalogue);
        return coverage(pattern, known(pattern.shown()), catalogue);
    }

    /** Returns the coverage of several patterns, with one lookup of all services. */
    public List<Judged> ofEach(List<ServiceUrlInput> typed) {
        var catalogue = services.catalogue();
        var read = typed.stream().map(one -> read(one, catalogue)).toList();
        var known = known(read.stream().flatMap(one -> one instanceof Pattern pattern ? pattern.shown() : Stream.of()));
        return read.stream()
                .<Judged>map(one -> switch (one) {
                    case Pattern pattern -> new Judged.Covering(coverage(pattern, known, catalogue));
                    case Fault(var problem) -> new Judged.Refused(problem);
                })
                .toList();
    }

    private static Read read(ServiceUrlInput typed, ServiceCatalogue catalogue) {
        try {
            return Pattern.of(read(typed.url(), typed.methods()), catalogue);
        } catch (ProblemException refusal) {
            return new Fault(refusal.problem());
        }
    }

    private static CoveredUrl read(@Nullable String typed, @Nullable List<String> methods) {
        var errors = FieldErrors.outsideBody();
        var text = errors.required("pattern", typed, MAX_PATTERN);
        var rule = HttpMethods.parse(methods, "method", errors);
        var parsed = UrlPattern.parseIntegration(text);
        if (parsed instanceof UrlPattern.Parsed.Bad(var why) && !text.isEmpty()) {
            errors.add("pattern", why);
        }
        errors.refuse();
        return new CoveredUrl(((UrlPattern.Parsed.Good) parsed).pattern(), rule);
    }

    private Map<UUID, ServiceReference> known(Stream<CoveredCalls> shown) {
        return references.of(shown.map(calls -> calls.route().service()).collect(Collectors.toSet()));
    }

    private static Coverage coverage(Pattern asked, Map<UUID, ServiceReference> known, ServiceCatalogue catalogue) {
        return new Coverage(
                asked.url().pattern().toString(),
                asked.url().methods().sorted(),
                shown(asked.covered(), known),
                hints(asked.url(), asked.covered(), catalogue),
                catalogue.shared(asked.url()));
    }

    private static Excerpt<CoveredService> shown(List<CoveredCalls> covered, Map<UUID, ServiceReference> known) {
        var first = Excerpt.of(covered, SHOWN);
        var rows = first.items().stream()
                .flatMap(calls -> Stream.ofNullable(known.get(calls.route().service()))
                        .map(service -> new CoveredService(
                                service,
                                calls.isEveryUrl() ? Extent.ALL : Extent.PARTLY,
                                HttpMethods.covering(calls.methods()).sorted(),
                                others(calls))))
                .toList();
        return new Excerpt<>(rows, first.total());
    }

    private static List<String> others(CoveredCalls calls) {
        var others = calls.route().methods().covered();
        others.removeAll(calls.methods());
        return others.isEmpty() ? List.of() : HttpMethods.covering(others).sorted();
    }

    private static List<Hint> hints(CoveredUrl url, List<CoveredCalls> covered, ServiceCatalogue catalogue) {
        var pattern = url.pattern();
        var touched = paths(catalogue.overlapping(pattern));
        var hints = new ArrayList<Hint>();
        near(Miss.PATH_ITSELF, above(pattern, true), touched, catalogue, hints);
        near(Miss.TRAILING_SLASH, otherEnd(pattern), touched, catalogue, hints);
        near(Miss.TOO_SHORT, below(pattern), touched, catalogue, hints);
        near(Miss.TOO_LONG, above(pattern, false), touched, catalogue, hints);
        if (touched.isEmpty() && hints.isEmpty()) {
            otherCase(pattern, catalogue, hints);
        }
        var missed = touched.size()
                - (int) covered.stream()
                        .map(calls -> calls.route().service())
                        .distinct()
                        .count();
        if (covered.isEmpty() && missed > 0) {
            hints.add(hint(Miss.METHODS, pattern.toString(), missed));
        }
        return List.copyOf(hints);
    }

    private static void near(
            Miss miss,
            @Nullable UrlPattern pattern,
            Set<String> touched,
            ServiceCatalogue catalogue,
            Collection<Hint> hints) {
        if (pattern == null || pattern.segments().size() < 2) {
            return;
        }
        var missed = paths(catalogue.overlapping(pattern));
        missed.removeAll(touched);
        if (!missed.isEmpty()) {
            hints.add(hint(miss, pattern.toString(), missed.size()));
        }
    }

    /**
     * Returns the pattern without its last segment; null if the last segment is empty.
     *
     * @param below whether the last segment must be {@code **}, or must be another one
     */
    private static @Nullable UrlPattern above(UrlPattern pattern, boolean below) {
        var segments = pattern.segments();
        return pattern.coversBelow() == below && !segments.getLast().isEmpty()
                ? new UrlPattern(segments.subList(0, segments.size() - 1))
                : null;
    }

    private static @Nullable UrlPattern otherEnd(UrlPattern pattern) {
        if (pattern.coversBelow()) {
            return null;
        }
        var segments = new ArrayList<>(pattern.segments());
        if (segments.getLast().isEmpty()) {
            segments.removeLast();
        } else {
            segments.add("");
        }
        return new UrlPattern(segments);
    }

    private static @Nullable UrlPattern below(UrlPattern pattern) {
        return pattern.coversBelow() ? null : pattern.everythingBelow();
    }

    private static void otherCase(UrlPattern pattern, ServiceCatalogue catalogue, Collection<Hint> hints) {
        var lower = lower(pattern);
        var alike = catalogue.routes().stream()
                .filter(route -> lower(UrlPattern.stored(route.path())).overlaps(lower))
                .map(Route::path)
                .sorted()
                .toList();
        if (!alike.isEmpty()) {
            hints.add(hint(Miss.LETTER_CASE, alike.getFirst(), alike.size()));
        }
    }

    private static UrlPattern lower(UrlPattern pattern) {
        return new UrlPattern(pattern.segments().stream()
                .map(segment -> segment.toLowerCase(Locale.ROOT))
                .toList());
    }

    private static Set<String> paths(List<Route> routes) {
        return routes.stream().map(Route::path).collect(Collectors.toSet());
    }

    private static Hint hint(Miss miss, String pattern, int services) {
        return new Hint(miss, pattern, services, miss.message);
    }
}
