// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console;

import dev.gatehouse.listing.Page;
import io.quarkus.qute.TemplateData;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The query parameters of a list page, and links to the list with one parameter changed. */
@TemplateData
public final class ListQuery {
    private static final String SEARCH = "search";
    private static final String SORT = "sort";
    private static final String AFTER = "after";

    /** The parameter that keeps a list up to date with new entries. */
    public static final String LIVE = "live";

    private static final Set<String> NOT_FILTERS = Set.of(SEARCH, SORT, AFTER, LIVE, Notice.PARAMETER);

    private final String path;
    private final MultivaluedMap<String, String> parameters;

    public ListQuery(UriInfo uri) {
        this.path = uri.getAbsolutePath().getRawPath();
        this.parameters = uri.getQueryParameters();
    }

    public @Nullable String search() {
        return get(SEARCH);
    }

    public @Nullable String sort() {
        return get(SORT);
    }

    public @Nullable String after() {
        return get(AFTER);
    }

    /** Returns a parameter, or null if it is empty or missing. */
    public @Nullable String get(String name) {
        var value = parameters.getFirst(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns a parameter as the value of a form field; empty if it is missing. */
    public String value(String name) {
        var value = get(name);
        return value == null ? "" : value;
    }

    public boolean is(String name, String value) {
        return value(name).equals(value);
    }

    /** Returns whether a search or filter is active. */
    public boolean filters() {
        return search() != null
                || parameters.keySet().stream().anyMatch(name -> !NOT_FILTERS.contains(name) && get(name) != null);
    }

    /** Returns whether the list is unfiltered and contains built-in items only. */
    public <T> boolean findsOnly(Predicate<T> builtIn, Page<T> page) {
        return !filters() && after() == null && page.items().stream().allMatch(builtIn);
    }

    /** Returns the path of the list without search and filters. */
    public String path() {
        return path;
    }

    /** Returns the URL of the next page, or null on the last page. */
    public @Nullable String next(Page<?> page) {
        var key = page.next();
        return key == null ? null : with(Map.of(AFTER, key));
    }

    /** Returns the URL of the first page, or null on the first page. */
    public @Nullable String first() {
        return after() == null ? null : with(Map.of());
    }

    /**
     * Returns the URL of the list sorted by a field; in descending order if the list is already sorted by the field.
     */
    public String sortedBy(String field) {
        return with(Map.of(SORT, is(SORT, field) ? "-" + field : field));
    }

    /** Returns the sort direction of a field as a value of {@code aria-sort}. */
    public String order(String field) {
        return is(SORT, field) ? "ascending" : is(SORT, "-" + field) ? "descending" : "none";
    }

    /** Returns the URL of the list's first page with a changed parameter. */
    public String with(String name, String value) {
        return with(Map.of(name, value));
    }

    private String with(Map<String, String> changes) {
        var all = new LinkedHashMap<String, List<String>>(parameters);
        all.remove(AFTER);
        all.remove(Notice.PARAMETER);
        changes.forEach((name, value) -> all.put(name, List.of(value)));
        var pairs = new ArrayList<String>();
        all.forEach((name, values) -> values.stream()
                .filter(value -> !value.isEmpty())
                .forEach(value -> pairs.add(encode(name) + "=" + encode(value))));
        return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
