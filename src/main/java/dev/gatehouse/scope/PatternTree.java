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
 * Values filed under URL patterns, and found again by a path in a time that depends on the path's segments and not on how
 * many patterns there are. Built once, then only read, by any number of threads.
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

    /** How many nodes and values a search may still look at; for one thread. */
    public static final class Steps {
        private int left;

        /** Steps for one search, or for several together. */
        public Steps(int most) {
            this.left = most;
        }

        /** Takes one, and says whether there was one. */
        private boolean take() {
            left--;
            return left >= 0;
        }
    }

    /** One value and the pattern to file it under. */
    public record Entry<T>(UrlPattern pattern, T value) {}

    public PatternTree(List<Entry<T>> entries) {
        entries.forEach(entry -> add(entry.pattern().segments(), entry.value()));
    }

    /** Hands over every value whose pattern matches, the most specific patterns first. */
    public void forEachMatch(RequestPath.Canonical path, Consumer<T> action) {
        anyMatch(path, value -> {
            action.accept(value);
            return false;
        });
    }

    /** Whether one of the values whose patterns match is wanted; the most specific patterns are asked first. */
    public boolean anyMatch(RequestPath.Canonical path, Predicate<T> wanted) {
        return visit(root, path.segments(), 0, wanted);
    }

    /**
     * The wanted values of the most specific pattern that matches and has any: segment by segment from the left, a literal
     * wins over {@code *}, and {@code *} over {@code **}.
     */
    public List<T> mostSpecific(RequestPath.Canonical path, Predicate<T> wanted) {
        return mostSpecific(root, path.segments(), 0, wanted);
    }

    /** Hands over every value whose pattern matches some path that this one matches too. */
    public void forEachOverlap(UrlPattern pattern, Consumer<T> action) {
        anyOverlap(pattern, new Steps(Integer.MAX_VALUE), value -> {
            action.accept(value);
            return false;
        });
    }

    /**
     * Whether one of the values whose patterns match some path that this one matches too is wanted, or the steps did not
     * suffice to say that none is; no value is asked after that.
     */
    public boolean anyOverlap(UrlPattern pattern, Steps steps, Predicate<T> wanted) {
        return overlap(root, pattern.segments(), 0, steps, value -> !steps.take() || wanted.test(value));
    }

    /** Hands over every value whose pattern matches all paths that this one matches. */
    public void forEachCovering(UrlPattern pattern, Consumer<T> action) {
        forEachCovering(pattern, new Steps(Integer.MAX_VALUE), action);
    }

    /** Hands over such values until the steps are used up. */
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

    /** Without a stream: this is asked several times in every call. */
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

    /** A pattern rarely has more than one value, which is then either all of them or none. */
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
