// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values indexed by URL pattern. The time to find the values for a path depends on the number of its segments, not on
 * the number of patterns. Immutable and thread-safe.
 */
public final class PatternTree<T> {
    private final Node<T> root = new Node<>();

    private static final class Node<T> {
        private final Map<String, Node<T>> literal = new HashMap<>();
        private final List<T> here = new ArrayList<>();
        private final List<T> below = new ArrayList<>();
        private @Nullable Node<T> any;

        private Stream<Node<T>> children() {
            return Stream.concat(literal.values().stream(), Stream.ofNullable(any));
        }

        private Node<T> child(String segment) {
            if (!segment.equals(UrlPattern.ANY)) {
                return literal.computeIfAbsent(segment, ignored -> new Node<>());
            }
            var existing = any;
            if (existing == null) {
                existing = new Node<>();
                any = existing;
            }
            return existing;
        }
    }

    /** The number of nodes and values that a search may still visit. Not thread-safe. */
    public static final class Steps {
        private int left;

        /** Creates the limit for one search, or for several searches together. */
        public Steps(int most) {
            this.left = most;
        }

        /** Takes a step. Returns false if none is left. */
        private boolean take() {
            left--;
            return left >= 0;
        }
    }

    /** A value with its pattern. */
    public record Entry<T>(UrlPattern pattern, T value) {}

    public PatternTree(List<Entry<T>> entries) {
        entries.forEach(entry -> add(entry.pattern().segments(), entry.value()));
    }

    /** Passes every value whose pattern matches a path to an action, most specific patterns first. */
    public void forEachMatch(RequestPath.Canonical path, Consumer<T> action) {
        anyMatch(path, value -> {
            action.accept(value);
            return false;
        });
    }

    /**
     * Returns whether the predicate accepts a value whose pattern matches a path. Most specific patterns are tested
     * first.
     */
    boolean anyMatch(RequestPath.Canonical path, Predicate<T> wanted) {
        return visit(root, path.segments(), 0, wanted);
    }

    /**
     * Returns the accepted values of the most specific matching pattern that has any. Segments are compared from the
     * left: a literal precedes {@code *}, and {@code *} precedes {@code **}.
     */
    public List<T> mostSpecific(RequestPath.Canonical path, Predicate<T> wanted) {
        return mostSpecific(root, path.segments(), 0, wanted);
    }

    /** Passes every value whose pattern overlaps a given pattern to an action. */
    public void forEachOverlap(UrlPattern pattern, Consumer<T> action) {
        anyOverlap(pattern, new Steps(Integer.MAX_VALUE), value -> {
            action.accept(value);
            return false;
        });
    }

    /**
     * Returns whether the predicate accepts a value whose pattern overlaps a given pattern. Also returns true if the
     * steps are used up before the search is complete.
     */
    public boolean anyOverlap(UrlPattern pattern, Steps steps, Predicate<T> wanted) {
        return overlap(root, pattern.segments(), 0, steps, value -> !steps.take() || wanted.test(value));
    }

    /** Passes every value whose pattern covers a given pattern to an action. */
    public void forEachCovering(UrlPattern pattern, Consumer<T> action) {
        forEachCovering(pattern, new Steps(Integer.MAX_VALUE), action);
    }

    /** Passes every value whose pattern covers a given pattern to an action, until the steps are used up. */
    public void forEachCovering(UrlPattern pattern, Steps steps, Consumer<T> action) {
        covering(root, pattern.segments(), 0, steps, action);
    }

    private void add(List<String> segments, T value) {
        var node = root;
        for (var segment : segments) {
            if (segment.equals(UrlPattern.BELOW)) {
                node.below.add(value);
                return;
            }
            node = node.child(segment);
        }
        node.here.add(value);
    }

    private static <T> boolean visit(Node<T> node, List<String> segments, int depth, Predicate<T> enough) {
        if (depth == segments.size()) {
            return any(node.here, enough);
        }
        var segment = segments.get(depth);
        var literal = node.literal.get(segment);
        var any = segment.isEmpty() ? null : node.any;
        return (literal != null && visit(literal, segments, depth + 1, enough))
                || (any != null && visit(any, segments, depth + 1, enough))
                || any(node.below, enough);
    }

    /** Avoids a stream, because the method runs several times per call. */
    private static <T> boolean any(List<T> values, Predicate<T> enough) {
        for (var value : values) {
            if (enough.test(value)) {
                return true;
            }
        }
        return false;
    }

    private static <T> List<T> mostSpecific(Node<T> node, List<String> segments, int depth, Predicate<T> wanted) {
        if (depth == segments.size()) {
            return filter(node.here, wanted);
        }
        var segment = segments.get(depth);
        var literal = node.literal.get(segment);
        var found = literal == null ? List.<T>of() : mostSpecific(literal, segments, depth + 1, wanted);
        if (found.isEmpty() && node.any != null && !segment.isEmpty()) {
            found = mostSpecific(node.any, segments, depth + 1, wanted);
        }
        return found.isEmpty() ? filter(node.below, wanted) : found;
    }

    /** A pattern rarely has more than one value, for which the list need not be copied. */
    private static <T> List<T> filter(List<T> values, Predicate<T> wanted) {
        if (values.size() == 1) {
            return wanted.test(values.getFirst()) ? values : List.of();
        }
        return values.isEmpty() ? values : values.stream().filter(wanted).toList();
    }

    private static <T> boolean overlap(
            Node<T> node, List<String> segments, int depth, Steps steps, Predicate<T> enough) {
        if (!steps.take()) {
            return true;
        }
        if (depth == segments.size()) {
            return any(node.here, enough);
        }
        var segment = segments.get(depth);
        if (any(node.below, enough)) {
            return true;
        }
        return switch (segment) {
            case UrlPattern.BELOW -> node.children().anyMatch(child -> all(child, steps, enough));
            case UrlPattern.ANY ->
                node.literal.entrySet().stream()
                                .anyMatch(child -> !child.getKey().isEmpty()
                                        && overlap(child.getValue(), segments, depth + 1, steps, enough))
                        || overlapOfAny(node, segments, depth, steps, enough);
            default -> {
                var literal = node.literal.get(segment);
                yield (literal != null && overlap(literal, segments, depth + 1, steps, enough))
                        || (!segment.isEmpty() && overlapOfAny(node, segments, depth, steps, enough));
            }
        };
    }

    private static <T> boolean overlapOfAny(
            Node<T> node, List<String> segments, int depth, Steps steps, Predicate<T> enough) {
        return node.any != null && overlap(node.any, segments, depth + 1, steps, enough);
    }

    private static <T> void covering(Node<T> node, List<String> segments, int depth, Steps steps, Consumer<T> action) {
        if (!steps.take()) {
            return;
        }
        if (depth == segments.size()) {
            node.here.forEach(action);
            return;
        }
        var segment = segments.get(depth);
        node.below.forEach(action);
        if (segment.equals(UrlPattern.BELOW)) {
            return;
        }
        if (node.any != null && !segment.isEmpty()) {
            covering(node.any, segments, depth + 1, steps, action);
        }
        var literal = segment.equals(UrlPattern.ANY) ? null : node.literal.get(segment);
        if (literal != null) {
            covering(literal, segments, depth + 1, steps, action);
        }
    }

    private static <T> boolean all(Node<T> node, Steps steps, Predicate<T> enough) {
        return !steps.take()
                || any(node.here, enough)
                || any(node.below, enough)
                || node.children().anyMatch(child -> all(child, steps, enough));
    }
}
