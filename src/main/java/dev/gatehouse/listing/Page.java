// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list with keyset pagination: the rows, and the value of {@code after} for the next page, null on the last
 * page.
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
     * Creates a page from the rows of a query for one row more than the page size. The extra row shows that there is a
     * next page.
     *
     * @param key returns the position of a row in the list
     */
    public static <T> Page<T> of(List<T> rows, int size, Function<T, String> key) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        var shown = rows.subList(0, size);
        return new Page<>(shown, key.apply(shown.getLast()));
    }

    /** Returns the page with each row converted. */
    public <R> Page<R> map(Function<T, R> form) {
        return new Page<>(items.stream().map(form).toList(), next);
    }

    /**
     * Returns the requested page size, or the default.
     *
     * @throws ProblemException unless the size is between 1 and {@value #MAX_SIZE}
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
