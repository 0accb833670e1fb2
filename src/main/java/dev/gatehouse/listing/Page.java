package dev.gatehouse.listing;

import dev.gatehouse.problem.CommonErrors;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list that is walked by key: the rows, and the value of {@code after} that asks for the next page; null
 * on the last one.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@TemplateData
public record Page<T>(List<T> items, @Nullable String next) {
    public static final int DEFAULT_SIZE = 50;
    public static final int MAX_SIZE = 200;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page from one row more than fit, which tells whether there is a next one.
     *
     * @param key what the list is sorted by
     */
    public static <T> Page<T> of(List<T> rows, int size, Function<T, String> key) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        var shown = rows.subList(0, size);
        return new Page<>(shown, key.apply(shown.getLast()));
    }

    /** The same page with each row in another form. */
    public <R> Page<R> map(Function<T, R> form) {
        return new Page<>(items.stream().map(form).toList(), next);
    }

    /**
     * The size of page that was asked for, as it was typed, or the default.
     *
     * @throws ProblemException unless it is between 1 and {@value #MAX_SIZE}
     */
    public static int size(@Nullable String asked) {
        if (asked == null) {
            return DEFAULT_SIZE;
        }
        var size = asked.matches("[0-9]{1,4}") ? Integer.parseInt(asked) : 0;
        if (size < 1 || size > MAX_SIZE) {
            throw ProblemException.invalidOutsideBody("limit", CommonErrors.outOfRange(1, MAX_SIZE));
        }
        return size;
    }
}
