// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.WhiteSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP methods of a rule; an empty set means all methods. {@code GET} includes {@code HEAD}, which requests the
 * same without the body (RFC 9110 §9.3.2).
 */
public record HttpMethods(Set<String> names) {
    public static final HttpMethods ALL = new HttpMethods(Set.of());

    public static final List<String> KNOWN = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    public HttpMethods {
        names = Set.copyOf(names);
    }

    /** Parses method names, ignoring case. Adds an error for each unknown name. */
    public static HttpMethods parse(@Nullable Collection<String> names, String field, FieldErrors errors) {
        var methods = new LinkedHashSet<String>();
        for (var name : names == null ? List.<String>of() : names) {
            var method = name == null ? "" : WhiteSpace.strip(name).toUpperCase(Locale.ROOT);
            errors.check(KNOWN.contains(method), field, CommonErrors.notOneOf(KNOWN));
            methods.add(method);
        }
        return new HttpMethods(methods);
    }

    /**
     * Returns whether a method name in a request is a method that rules can contain. Method names are case-sensitive.
     */
    public static boolean isKnown(String method) {
        return KNOWN.contains(method);
    }

    public boolean cover(String method) {
        return names.isEmpty() || names.contains(method) || (method.equals("HEAD") && names.contains("GET"));
    }

    /** Returns the names of all covered methods. */
    public Set<String> covered() {
        return KNOWN.stream().filter(this::cover).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Returns the rule with the fewest names that covers exactly the given methods. At least one method is required.
     */
    public static HttpMethods covering(Set<String> methods) {
        if (methods.containsAll(KNOWN)) {
            return ALL;
        }
        var names = new LinkedHashSet<>(methods);
        if (names.contains("GET")) {
            names.remove("HEAD");
        }
        return new HttpMethods(names);
    }

    /** Returns whether a method is covered by both rules. */
    public boolean overlap(HttpMethods others) {
        return names.isEmpty()
                || others.names.isEmpty()
                || names.stream().anyMatch(others::cover)
                || others.names.stream().anyMatch(this::cover);
    }

    /** Returns the names in a fixed order; an empty list means all methods. */
    public List<String> sorted() {
        var sorted = new ArrayList<>(KNOWN);
        sorted.retainAll(names);
        return List.copyOf(sorted);
    }

    public String[] toArray() {
        return sorted().toArray(String[]::new);
    }
}
