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

/** What a list page was asked for, as it stands in its address, and the addresses that differ from it in one thing. */
@TemplateData
public final class ListQuery {
    private static final String SEARCH = "search";
    private static final String SORT = "sort";
    private static final String AFTER = "after";

    /** Whether a list follows what is added to it. */
    public static final String LIVE = "live";

    private static final Set<String> NOT_FILTERS = Set.of(SEARCH, SORT, AFTER, LIVE, Notice.PARAMETER);

    private final String path;
    private final MultivaluedMap<String, String> parameters;

    public ListQuery(UriInfo uri) {
        this.path = uri.getRequestUri().getRawPath();
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

    /** A parameter, null when it is empty or was not sent. */
    public @Nullable String get(String name) {
        var value = parameters.getFirst(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The same, empty instead of null: the value of a form's field. */
    public String value(String name) {
        var value = get(name);
        return value == null ? "" : value;
    }

    public boolean is(String name, String value) {
        return value(name).equals(value);
    }

    /** Whether anything was asked for that leaves rows out. */
    public boolean filters() {
        return search() != null
                || parameters.keySet().stream().anyMatch(name -> !NOT_FILTERS.contains(name) && get(name) != null);
    }

    /** Whether there is nothing of what the list is for but what comes with Gatehouse. */
    public <T> boolean findsOnly(Predicate<T> builtIn, Page<T> page) {
        return !filters() && after() == null && page.items().stream().allMatch(builtIn);
    }

    /** Where the list is without search and filters. */
    public String path() {
        return path;
    }

    /** The next page, null on the last. */
    public @Nullable String next(Page<?> page) {
        var key = page.next();
        return key == null ? null : with(Map.of(AFTER, key));
    }

    /** The first page, null on it. */
    public @Nullable String first() {
        return after() == null ? null : with(Map.of());
    }

    /** The list sorted by a field; sorted by it already, the other way round. */
    public String sortedBy(String field) {
        return with(Map.of(SORT, is(SORT, field) ? "-" + field : field));
    }

    /** How the list is sorted by a field, as {@code aria-sort} says it. */
    public String order(String field) {
        return is(SORT, field) ? "ascending" : is(SORT, "-" + field) ? "descending" : "none";
    }

    /** This list with another value of a parameter, from its first page. */
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
