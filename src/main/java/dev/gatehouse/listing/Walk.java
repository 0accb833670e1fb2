package dev.gatehouse.listing;

import dev.gatehouse.problem.ProblemException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request for one page of a sorted list: sort order, start row and page size. A page starts after a row and not at an
 * offset, so that concurrent inserts and deletes neither repeat nor skip other rows.
 *
 * @param descending whether the greatest value comes first
 * @param after the ID of the row after which the page starts; null starts at the beginning
 * @param values the values of that row in the columns of the key
 */
public record Walk<T>(
        SortKey<T> key, boolean descending, @Nullable UUID after, List<Object> values, int size) {
    private static final String AFTER = "afterId";
    private static final String VALUE = "afterValue";

    public Walk {
        values = List.copyOf(values);
    }

    /**
     * Parses a request for a page.
     *
     * @param keys the sort orders of the list
     * @param sort the name of a sort order, with the prefix {@code -} for descending order
     * @param after the {@link Page#next} of the previous page
     * @throws ProblemException if the sort order is unknown, or {@code after} belongs to another sort order
     */
    public static <T> Walk<T> of(SortKey<T>[] keys, String sort, @Nullable String after, int size) {
        var descending = sort.startsWith("-");
        var name = descending ? sort.substring(1) : sort;
        var key = Arrays.stream(keys)
                .filter(known -> known.parameter().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid("sort", "must be one of " + names(keys)));
        return after == null
                ? new Walk<>(key, descending, null, List.of(), size)
                : behind(key, descending, sort, after, size);
    }

    private static <T> Walk<T> behind(SortKey<T> key, boolean descending, String sort, String after, int size) {
        var cursor = Cursor.parse(after).orElseThrow(Walk::notAPlace);
        if (!cursor.sort().equals(sort)) {
            throw ProblemException.invalid(
                    "after", "is a place in a list with another sort; begin without it, or ask for the sort of before");
        }
        var columns = key.columns();
        if (cursor.values().size() != columns.size()) {
            throw notAPlace();
        }
        try {
            var values = IntStream.range(0, columns.size())
                    .mapToObj(i -> columns.get(i).read().apply(cursor.values().get(i)))
                    .toList();
            return new Walk<>(key, descending, cursor.id(), values, size);
        } catch (DateTimeException malformed) {
            throw notAPlace();
        }
    }

    /** Returns a request for the page after a row. */
    public Walk<T> behind(T row, UUID id) {
        return new Walk<>(key, descending, id, values(row), size);
    }

    /** Returns the HQL condition that a row is after the start row. */
    public String condition(String id) {
        if (after == null) {
            return "true = true";
        }
        var bounds = new ArrayList<String>();
        for (var i = 0; i < values.size(); i++) {
            bounds.add(key.columns().get(i).bound().formatted(":" + VALUE + i));
        }
        bounds.add(":" + AFTER);
        return "(%s) %s (%s)"
                .formatted(
                        expressions(id).collect(Collectors.joining(", ")),
                        descending ? "<" : ">",
                        String.join(", ", bounds));
    }

    /** Returns the parameters of the condition. */
    public Map<String, Object> parameters() {
        var parameters = new HashMap<String, Object>();
        if (after != null) {
            for (var i = 0; i < values.size(); i++) {
                parameters.put(VALUE + i, values.get(i));
            }
            parameters.put(AFTER, after);
        }
        return parameters;
    }

    /** Returns the HQL {@code order by} clause. */
    public String order(String id) {
        return " order by "
                + expressions(id)
                        .map(expression -> descending ? expression + " desc" : expression)
                        .collect(Collectors.joining(", "));
    }

    /** Creates the page from the rows of a query for one row more than the page size. */
    public Page<T> page(List<T> rows, Function<T, UUID> id) {
        return Page.of(
                rows,
                size,
                row -> new Cursor(
                                name(),
                                values(row).stream().map(Object::toString).toList(),
                                id.apply(row))
                        .text());
    }

    private String name() {
        return descending ? "-" + key.parameter() : key.parameter();
    }

    private List<Object> values(T row) {
        return key.columns().stream().map(column -> column.of().apply(row)).toList();
    }

    private Stream<String> expressions(String id) {
        return Stream.concat(key.columns().stream().map(SortKey.Column::expression), Stream.of(id));
    }

    private static String names(SortKey<?>[] keys) {
        return Arrays.stream(keys)
                .flatMap(key -> Stream.of(key.parameter(), "-" + key.parameter()))
                .collect(Collectors.joining(", "));
    }

    private static ProblemException notAPlace() {
        return ProblemException.invalid("after", "is not the next of a page of this list");
    }
}
