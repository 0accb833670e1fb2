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
 * One step of a walk through a sorted list: in which order, behind which row, how many. Rows that come or go meanwhile make
 * no other one appear twice or get lost, because a page begins behind a row and not at a number.
 *
 * @param descending whether the greatest comes first
 * @param after the row behind which the page begins; none: at the beginning
 * @param values of that row, as the key's columns have them
 */
public record Walk<T>(
        SortKey<T> key, boolean descending, @Nullable UUID after, List<Object> values, int size) {
    private static final String AFTER = "afterId";
    private static final String VALUE = "afterValue";

    public Walk {
        values = List.copyOf(values);
    }

    /**
     * The step that was asked for.
     *
     * @param keys what the list can be sorted by
     * @param sort the name of one of them, with {@code -} before it for the other direction
     * @param after what {@link Page#next} was
     * @throws ProblemException when the list cannot be sorted so, or {@code after} is of another order
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

    /** The step behind a row. */
    public Walk<T> behind(T row, UUID id) {
        return new Walk<>(key, descending, id, values(row), size);
    }

    /** The condition that a row is behind that place, in HQL. */
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

    /** What the condition is asked with. */
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

    /** The order, in HQL. */
    public String order(String id) {
        return " order by "
                + expressions(id)
                        .map(expression -> descending ? expression + " desc" : expression)
                        .collect(Collectors.joining(", "));
    }

    /** The page of one row more than fit, if there are so many. */
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
