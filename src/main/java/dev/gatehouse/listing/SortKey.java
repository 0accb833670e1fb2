package dev.gatehouse.listing;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that a list can be sorted by. Each list has an enum of them, so that no query is ever made of what somebody
 * typed.
 *
 * @param <T> a row of the list
 */
public interface SortKey<T> {

    /** Its name in the parameter {@code sort}. */
    String parameter();

    /** What decides, the first first; the row's id decides between equals. */
    List<Column<T>> columns();

    /**
     * One value that rows are sorted by; it is never null.
     *
     * @param expression the value in HQL, as an index has it
     * @param bound the same for a value that is given as a parameter
     * @param of the value of a row
     * @param read the value from its text
     */
    record Column<T>(String expression, String bound, Function<T, Object> of, Function<String, Object> read) {
        private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        public static <T> Column<T> text(String path, Function<T, String> of) {
            return new Column<>(path, "%s", of::apply, text -> text);
        }

        /** A text whatever its case: what that means is the database's to say, of both sides. */
        public static <T> Column<T> anyCase(String path, Function<T, String> of) {
            return new Column<>("lower(" + path + ")", "lower(%s)", of::apply, text -> text);
        }

        public static <T> Column<T> instant(String path, Function<T, Instant> of) {
            return new Column<>(path, "%s", of::apply, Column::moment);
        }

        /** A moment that may be missing, which then counts as another. */
        public static <T> Column<T> instant(String path, Instant missing, Function<T, @Nullable Instant> of) {
            return new Column<>(
                    "sql('coalesce(?, timestamptz ''" + missing + "'')', " + path + ")",
                    "%s",
                    row -> Objects.requireNonNullElse(of.apply(row), missing),
                    Column::moment);
        }

        /** A moment that the database can hold. */
        private static Instant moment(String text) {
            var moment = Instant.parse(text);
            if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return moment;
        }
    }
}
