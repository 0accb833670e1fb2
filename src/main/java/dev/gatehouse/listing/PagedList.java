package dev.gatehouse.listing;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list that is read page by page: by what it can be sorted, and where a search looks. Each list has one as a constant, so
 * no query contains what a user typed. {@link #query} makes the query for one page. A page begins after a row and not at a
 * number: rows that are added or removed meanwhile make no other row appear twice or get lost. No query counts rows.
 *
 * @param <T> a row
 */
public final class PagedList<T> {
    private static final String TEXT = "text";
    private static final String AFTER = "afterId";
    private static final String VALUE = "afterValue";

    private final String id;
    private final Function<T, UUID> idOf;
    private final Map<String, List<Column<T>>> sorts;
    private final List<String> searched;

    private PagedList(String id, Function<T, UUID> idOf, Map<String, List<Column<T>>> sorts, List<String> searched) {
        this.id = id;
        this.idOf = idOf;
        this.sorts = sorts;
        this.searched = List.copyOf(searched);
    }

    /**
     * A value that rows are sorted by; it is never null.
     *
     * @param expression the value in HQL, as an index has it
     * @param bound the format of the same expression for a parameter
     * @param of the value of a row
     * @param read the value from its text
     */
    public record Column<T>(String expression, String bound, Function<T, Object> of, Function<String, Object> read) {
        private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        public static <T> Column<T> text(String path, Function<T, String> of) {
            return new Column<>(path, "%s", of::apply, text -> text);
        }

        /** A text in any case: the database converts both sides. */
        public static <T> Column<T> anyCase(String path, Function<T, String> of) {
            return new Column<>("lower(" + path + ")", "lower(%s)", of::apply, text -> text);
        }

        public static <T> Column<T> instant(String path, Function<T, Instant> of) {
            return new Column<>(path, "%s", of::apply, Column::instant);
        }

        /** An instant that may be missing, and then counts as another. */
        public static <T> Column<T> instant(String path, Instant missing, Function<T, @Nullable Instant> of) {
            return new Column<>(
                    "sql('coalesce(?, timestamptz ''" + missing + "'')', " + path + ")",
                    "%s",
                    row -> Objects.requireNonNullElse(of.apply(row), missing),
                    Column::instant);
        }

        /** An instant that the database can store. */
        private static Instant instant(String text) {
            var instant = Instant.parse(text);
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return instant;
        }
    }

    /**
     * A list that cannot be sorted or searched yet.
     *
     * @param id the ID of a row in HQL; it decides the order of rows whose other values are equal
     * @param idOf the ID of a row
     */
    public static <T> PagedList<T> of(String id, Function<T, UUID> idOf) {
        return new PagedList<>(id, idOf, Map.of(), List.of());
    }

    /**
     * The same list, which can also be sorted by some columns. The first sort is the default.
     *
     * @param name the value of the parameter {@code sort}, with {@code -} before it for descending order
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final PagedList<T> sortedBy(String name, Column<T>... columns) {
        var more = new LinkedHashMap<>(sorts);
        more.put(name, List.of(columns));
        return new PagedList<>(id, idOf, more, searched);
    }

    /** The same list, whose search also looks in some texts, given in HQL. */
    public PagedList<T> searchedIn(String... texts) {
        var more = new ArrayList<>(searched);
        Stream.of(texts).map(PagedList::hasText).forEach(more::add);
        return new PagedList<>(id, idOf, sorts, more);
    }

    /** The same list, whose search also finds what fulfils a condition, which uses {@link #hasText}. */
    public PagedList<T> searchedBy(String condition) {
        var more = new ArrayList<>(searched);
        more.add(condition);
        return new PagedList<>(id, idOf, sorts, more);
    }

    /** HQL: a text contains the text of the search, in any case. */
    public static String hasText(String text) {
        return "locate(lower(:" + TEXT + "), lower(" + text + ")) > 0";
    }

    /**
     * The query for one page of all rows.
     *
     * @param sort the name of a sort, with {@code -} before it for descending order; null: the default
     * @param after the {@link Page#next} of the page before; null: the first page
     * @throws ProblemException when the list has no such sort, or {@code after} belongs to another one
     */
    public Query<T> query(@Nullable String sort, @Nullable String after, int size) {
        var order = sort == null ? sorts.keySet().iterator().next() : sort;
        var columns = sorts.get(order.startsWith("-") ? order.substring(1) : order);
        if (columns == null) {
            throw ProblemException.invalidOutsideBody("sort", CommonErrors.notOneOf(sorts()));
        }
        var first = new Query<>(this, order, columns, null, List.of(), size, List.of(), Map.of());
        return after == null ? first : first.behind(after);
    }

    /** All values of the parameter {@code sort}. */
    public List<String> sorts() {
        return sorts.keySet().stream()
                .flatMap(name -> Stream.of(name, "-" + name))
                .toList();
    }

    /** A query for one page of a list. Queries are immutable. */
    public static final class Query<T> {
        private final PagedList<T> list;
        private final String sort;
        private final List<Column<T>> columns;
        private final @Nullable UUID after;
        private final List<Object> afterValues;
        private final int size;
        private final List<String> conditions;
        private final Map<String, Object> parameters;

        private Query(
                PagedList<T> list,
                String sort,
                List<Column<T>> columns,
                @Nullable UUID after,
                List<Object> afterValues,
                int size,
                List<String> conditions,
                Map<String, Object> parameters) {
            this.list = list;
            this.sort = sort;
            this.columns = columns;
            this.after = after;
            this.afterValues = afterValues;
            this.size = size;
            this.conditions = conditions;
            this.parameters = parameters;
        }

        /** The same query for rows in which the list's search finds a text; null or blank: for all. */
        public Query<T> search(@Nullable String text) {
            return text == null || text.isBlank()
                    ? this
                    : where("(" + String.join(" or ", list.searched) + ")", TEXT, text.strip());
        }

        /**
         * The same query for rows that also fulfil a condition.
         *
         * @param condition in HQL, with one parameter
         * @param value of the parameter; null: the condition does not matter
         */
        public Query<T> where(String condition, String parameter, @Nullable Object value) {
            if (value == null) {
                return this;
            }
            var allConditions = new ArrayList<>(conditions);
            allConditions.add(condition);
            var allParameters = new HashMap<>(parameters);
            allParameters.put(parameter, value);
            return new Query<>(list, sort, columns, after, afterValues, size, allConditions, allParameters);
        }

        /** The same query for the page that begins after a row. */
        public Query<T> behind(T row) {
            return behind(list.idOf.apply(row), values(row));
        }

        private Query<T> behind(UUID id, List<Object> values) {
            return new Query<>(list, sort, columns, id, values, size, conditions, parameters);
        }

        private Query<T> behind(String next) {
            var cursor = Cursor.parse(next).orElseThrow(Query::notAPlace);
            if (!cursor.sort().equals(sort)) {
                throw ProblemException.invalidOutsideBody("after", CommonErrors.cursorOfOtherSort());
            }
            if (cursor.values().size() != columns.size()) {
                throw notAPlace();
            }
            try {
                return behind(
                        cursor.id(),
                        IntStream.range(0, columns.size())
                                .mapToObj(i -> columns.get(i)
                                        .read()
                                        .apply(cursor.values().get(i)))
                                .toList());
            } catch (DateTimeException malformed) {
                throw notAPlace();
            }
        }

        /** The greatest number of rows of the page. */
        public int size() {
            return size;
        }

        /** All conditions in HQL, of {@link #parameters}. */
        public String condition() {
            var all = new ArrayList<>(conditions);
            if (after != null) {
                all.addFirst(position());
            }
            return all.isEmpty() ? "true = true" : String.join(" and ", all);
        }

        private String position() {
            var bounds = new ArrayList<String>();
            for (var i = 0; i < columns.size(); i++) {
                bounds.add(columns.get(i).bound().formatted(":" + VALUE + i));
            }
            bounds.add(":" + AFTER);
            return "(%s) %s (%s)"
                    .formatted(
                            expressions().collect(Collectors.joining(", ")),
                            isDescending() ? "<" : ">",
                            String.join(", ", bounds));
        }

        /** The values of the parameters in {@link #condition}. */
        public Map<String, Object> parameters() {
            var all = new HashMap<>(parameters);
            if (after != null) {
                for (var i = 0; i < afterValues.size(); i++) {
                    all.put(VALUE + i, afterValues.get(i));
                }
                all.put(AFTER, after);
            }
            return all;
        }

        /** The order in HQL, with a space before it. */
        public String order() {
            return " order by "
                    + expressions()
                            .map(expression -> isDescending() ? expression + " desc" : expression)
                            .collect(Collectors.joining(", "));
        }

        /** Reads the page from a repository whose HQL names columns without an alias. */
        public Page<T> page(PanacheRepositoryBase<T, UUID> repository) {
            return page(repository
                    .find(condition() + order(), parameters())
                    .page(0, size + 1)
                    .list());
        }

        /** The page of rows that were read for this query; one row more than fits means that there is a next page. */
        public Page<T> page(List<T> rows) {
            return Page.of(
                    rows,
                    size,
                    row -> new Cursor(
                                    sort,
                                    values(row).stream().map(Object::toString).toList(),
                                    list.idOf.apply(row))
                            .text());
        }

        private boolean isDescending() {
            return sort.startsWith("-");
        }

        private List<Object> values(T row) {
            return columns.stream().map(column -> column.of().apply(row)).toList();
        }

        private Stream<String> expressions() {
            return Stream.concat(columns.stream().map(Column::expression), Stream.of(list.id));
        }

        private static ProblemException notAPlace() {
            return ProblemException.invalidOutsideBody("after", CommonErrors.notACursor());
        }
    }
}
