// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.scope.RequestPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call that a scope covers and the gateway forwards.
 *
 * @param name the name in a list
 * @param path the segments of the path, with a variable for each wildcard
 */
record ServiceCall(
        String method,
        String name,
        List<Segment> path,
        @Nullable String description) {
    /** The sample value of a path variable. */
    static final String SAMPLE = "1";

    /** Orders calls that only read first, then calls without path variables. */
    static final Comparator<ServiceCall> EASIEST_FIRST = Comparator.comparing(
                    (ServiceCall call) -> !call.method().equals("GET"))
            .thenComparing(ServiceCall::hasVariable);

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** A part of the path. */
    sealed interface Segment {
        /** A text in its form in a URL. */
        record Literal(String text) implements Segment {}

        record Variable(String name) implements Segment {}
    }

    /** Returns the segments of a pattern. The name of a variable comes from the segment before it and is unique. */
    static List<Segment> segments(List<String> pattern) {
        var segments = new ArrayList<Segment>();
        var taken = new HashSet<String>();
        var before = "";
        for (var segment : pattern) {
            if (segment.startsWith("*")) {
                segments.add(new Segment.Variable(variable(before, segment.length() > 1, taken)));
                before = "";
            } else {
                segments.add(new Segment.Literal(spelled(segment)));
                before = segment;
            }
        }
        return List.copyOf(segments);
    }

    /** Returns whether the call only reads (RFC 9110 §9.2.1). */
    boolean isSafe() {
        return SAFE.contains(method);
    }

    boolean hasBody() {
        return WITH_BODY.contains(method);
    }

    boolean hasVariable() {
        return path.stream().anyMatch(Segment.Variable.class::isInstance);
    }

    List<Segment.Variable> variables() {
        return path.stream()
                .filter(Segment.Variable.class::isInstance)
                .map(Segment.Variable.class::cast)
                .toList();
    }

    /** Returns the path with a value for each variable. */
    String samplePath() {
        return path.stream()
                .map(segment -> switch (segment) {
                    case Segment.Literal(var text) -> "/" + text;
                    case Segment.Variable ignored -> "/" + SAMPLE;
                })
                .collect(Collectors.joining());
    }

    /** Returns segments as text for display. */
    static String shown(List<Segment> segments) {
        return segments.stream()
                .map(segment -> switch (segment) {
                    case Segment.Literal(var text) -> text;
                    case Segment.Variable(var name) -> "{" + name + "}";
                })
                .collect(Collectors.joining("/"));
    }

    private static String variable(String before, boolean rest, Set<String> taken) {
        var stem = before.replaceAll("[^A-Za-z0-9_]", "");
        var name = rest ? "rest" : stem.isEmpty() ? "id" : stem + "Id";
        var unique = name;
        for (var i = 2; !taken.add(unique); i++) {
            unique = name + i;
        }
        return unique;
    }

    /** Encodes a colon at the beginning of a segment, because Postman would read the segment as a variable. */
    private static String spelled(String segment) {
        var text = new RequestPath.Canonical(List.of(segment)).toString().substring(1);
        return text.startsWith(":") ? "%3A" + text.substring(1) : text;
    }
}
