package dev.gatehouse.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sort order of a list. Each list has an enum of its sort orders, so that no query contains user input.
 *
 * @param <T> a row of the list
 */
public interface SortKey<T> {

    /** Returns the value of the parameter {@code sort}. */
    String parameter();

    /** Returns the columns of the sort order, most significant first. Rows with equal values are sorted by ID. */
    List<Column<T>> columns();

    /**
     * A column of a sort order. Its values are never null.
     *
     * @param expression the value in HQL, as the index has the expression
     * @param bound the HQL of a parameter that is compared with the expression
     * @param of returns the value of a row
     * @param read parses the value from its text
     */
    record Column<T>(String expression, String bound, Function<T, Object> of, Function<String, Object> read) {
        private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        public static <T> Column<T> text(String path, Function<T, String> of) {
            return new Column<>(path, "%s", of::apply, text -> text);
        }

        /**
         * Returns a text column that ignores case. The database converts both sides to lower case, so that both sides
         * follow the same rules.
         */
        public static <T> Column<T> anyCase(String path, Function<T, String> of) {
            return new Column<>("lower(" + path + ")", "lower(%s)", of::apply, text -> text);
        }

        public static <T> Column<T> instant(String path, Function<T, Instant> of) {
            return new Column<>(path, "%s", of::apply, Column::moment);
        }

        /** Returns a column of a nullable time, in which a substitute replaces null. */
        public static <T> Column<T> instant(String path, Instant missing, Function<T, @Nullable Instant> of) {
            return new Column<>(
                    "sql('coalesce(?, timestamptz ''" + missing + "'')', " + path + ")",
                    "%s",
                    row -> Objects.requireNonNullElse(of.apply(row), missing),
                    Column::moment);
        }

        /** Parses a time within the range of the database. */
        private static Instant moment(String text) {
            var moment = Instant.parse(text);
            if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return moment;
        }
    }
}
