package dev.gatehouse.http;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP methods that a rule speaks of; none named means all. Where {@code GET} is covered, {@code HEAD} is, because it
 * asks for the same without the body (RFC 9110 §9.3.2).
 */
public record HttpMethods(Set<String> names) {
    public static final HttpMethods ALL = new HttpMethods(Set.of());

    public static final List<String> KNOWN = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    public HttpMethods {
        names = Set.copyOf(names);
    }

    /** Reads names in any case, noting an error for each that is not a method. */
    public static HttpMethods parse(@Nullable Collection<String> names, String field, FieldErrors errors) {
        var methods = new LinkedHashSet<String>();
        for (var name : names == null ? List.<String>of() : names) {
            var method = name == null ? "" : name.strip().toUpperCase(Locale.ROOT);
            errors.check(KNOWN.contains(method), field, CommonErrors.notOneOf(KNOWN));
            methods.add(method);
        }
        return new HttpMethods(methods);
    }

    /** Whether a name, as it stands in a request, is one of a method that a rule can speak of. */
    public static boolean isKnown(String method) {
        return KNOWN.contains(method);
    }

    public boolean cover(String method) {
        return names.isEmpty() || names.contains(method) || (method.equals("HEAD") && names.contains("GET"));
    }

    /** The methods that it covers, each by its name. */
    public Set<String> covered() {
        return KNOWN.stream().filter(this::cover).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The rule with the fewest names that covers these methods, of which there is one at least, and no others. */
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

    /** Whether there is a method that both cover. */
    public boolean overlap(HttpMethods others) {
        return names.isEmpty()
                || others.names.isEmpty()
                || names.stream().anyMatch(others::cover)
                || others.names.stream().anyMatch(this::cover);
    }

    /** The names in a fixed order, empty for all. */
    public List<String> sorted() {
        var sorted = new ArrayList<>(KNOWN);
        sorted.retainAll(names);
        return List.copyOf(sorted);
    }

    public String[] toArray() {
        return sorted().toArray(String[]::new);
    }
}
