package dev.gatehouse.scope;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    /** One value and the pattern to file it under. */
    public record Entry<T>(UrlPattern pattern, T value) {}

    public PatternTree(List<Entry<T>> entries) {
        entries.forEach(entry -> add(entry.pattern().segments(), entry.value()));
    }

    /** Hands over every value whose pattern matches, the most specific patterns first. */
    public void forEachMatch(RequestPath.Canonical path, Consumer<T> action) {
        visit(root, path.segments(), 0, value -> {
            action.accept(value);
            return false;
        });
    }

    /**
     * The values of the most specific pattern that matches: segment by segment from the left, a literal wins over
     * {@code *}, and {@code *} over {@code **}.
     */
    public List<T> mostSpecific(RequestPath.Canonical path) {
        return mostSpecific(root, path.segments(), 0);
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
            return node.here.stream().anyMatch(enough);
        }
        var segment = segments.get(depth);
        var literal = node.literal.get(segment);
        var any = segment.isEmpty() ? null : node.any;
        return (literal != null && visit(literal, segments, depth + 1, enough))
                || (any != null && visit(any, segments, depth + 1, enough))
                || node.below.stream().anyMatch(enough);
    }

    private static <T> List<T> mostSpecific(Node<T> node, List<String> segments, int depth) {
        if (depth == segments.size()) {
            return node.here;
        }
        var segment = segments.get(depth);
        var literal = node.literal.get(segment);
        var found = literal == null ? List.<T>of() : mostSpecific(literal, segments, depth + 1);
        if (found.isEmpty() && node.any != null && !segment.isEmpty()) {
            found = mostSpecific(node.any, segments, depth + 1);
        }
        return found.isEmpty() ? node.below : found;
    }
}
