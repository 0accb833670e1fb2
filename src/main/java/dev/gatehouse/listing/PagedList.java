// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.listing;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.persistence.EntityManager;
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
 * A list with keyset pagination: its sort orders and its searched texts. Each list is a constant, so that no query
 * contains user input. {@link #query} creates the query for one page. A page starts after a row and not at an offset,
 * so that concurrent inserts and deletes neither repeat nor skip other rows. No query counts rows.
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
     * A column of a sort order. The values of a column are never null.
     *
     * @param expression the value in HQL, as the index has the expression
     * @param bound the format of the same expression for a parameter
     * @param of returns the value of a row
     * @param read parses the value from its text
     */
    public record Column<T>(String expression, String bound, Function<T, Object> of, Function<String, Object> read) {
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
            return new Column<>(path, "%s", of::apply, Column::instant);
        }

        /** Returns a column of a nullable time, in which a substitute replaces null. */
        public static <T> Column<T> instant(String path, Instant missing, Function<T, @Nullable Instant> of) {
            return new Column<>(
                    "sql('coalesce(?, timestamptz ''" + missing + "'')', " + path + ")",
                    "%s",
                    row -> Objects.requireNonNullElse(of.apply(row), missing),
                    Column::instant);
        }

        /** Parses a time within the range of the database. */
        private static Instant instant(String text) {
            var instant = Instant.parse(text);
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return instant;
        }
    }

    /**
     * Returns a list without sort orders and searched texts.
     *
     * @param id the ID of a row in HQL, which orders rows with equal values
     * @param idOf returns the ID of a row
     */
    public static <T> PagedList<T> of(String id, Function<T, UUID> idOf) {
        return new PagedList<>(id, idOf, Map.of(), List.of());
    }

    /**
     * Returns the list with a further sort order. The first sort order is the default.
     *
     * @param name the value of the parameter {@code sort}, with the prefix {@code -} for descending order
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final PagedList<T> sortedBy(String name, Column<T>... columns) {
        var more = new LinkedHashMap<>(sorts);
        more.put(name, List.of(columns));
        return new PagedList<>(id, idOf, more, searched);
    }

    /** Returns the list with further searched texts, in HQL. */
    public PagedList<T> searchedIn(String... texts) {
        var more = new ArrayList<>(searched);
        Stream.of(texts).map(PagedList::hasText).forEach(more::add);
        return new PagedList<>(id, idOf, sorts, more);
    }

    /** Returns the list with a further HQL condition for searches, built with {@link #hasText}. */
    public PagedList<T> searchedBy(String condition) {
        var more = new ArrayList<>(searched);
        more.add(condition);
        return new PagedList<>(id, idOf, sorts, more);
    }

    /** Returns the HQL condition that a text contains the search text, ignoring case. */
    public static String hasText(String text) {
        return "locate(lower(:" + TEXT + "), lower(" + text + ")) > 0";
    }

    /**
     * Returns the query for one page of all rows.
     *
     * @param sort the name of a sort order, with the prefix {@code -} for descending order; null means the default
     * @param after the {@link Page#next} of the previous page; null means the first page
     * @throws ProblemException if the sort order is unknown, or {@code after} belongs to another sort order
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

    /** Returns all values of the parameter {@code sort}. */
    public List<String> sorts() {
        return sorts.keySet().stream()
                .flatMap(name -> Stream.of(name, "-" + name))
                .toList();
    }

    /** An immutable query for one page of a list. */
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

        /** Returns the query limited to rows that match a search text; a null or blank text matches all rows. */
        public Query<T> search(@Nullable String text) {
            return text == null || text.isBlank()
                    ? this
                    : where("(" + String.join(" or ", list.searched) + ")", TEXT, text.strip());
        }

        /**
         * Returns the query with a further condition.
         *
         * @param condition the condition in HQL, with one parameter
         * @param value the value of the parameter; null omits the condition
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

        /** Returns the query for the page after a row. */
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

        /** Returns the maximum number of rows of the page. */
        public int size() {
            return size;
        }

        /** Returns all conditions in HQL, with the parameters of {@link #parameters}. */
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

        /** Returns the values of the parameters in {@link #condition}. */
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

        /** Returns the HQL {@code order by} clause, with a leading space. */
        public String order() {
            return " order by "
                    + expressions()
                            .map(expression -> isDescending() ? expression + " desc" : expression)
                            .collect(Collectors.joining(", "));
        }

        /** Reads the page from a repository whose HQL has no alias. */
        public Page<T> page(PanacheRepositoryBase<T, UUID> repository) {
            return page(repository
                    .find(condition() + order(), parameters())
                    .page(0, size + 1)
                    .list());
        }

        /**
         * Reads the page with an HQL query that has aliases or joins.
         *
         * @param select the query up to and including {@code where}
         */
        public Page<T> page(EntityManager entityManager, String select, Class<T> row) {
            var query = entityManager.createQuery(select + " " + condition() + order(), row);
            parameters().forEach(query::setParameter);
            return page(query.setMaxResults(size + 1).getResultList());
        }

        /**
         * Returns the page from the rows of this query. The query reads one row more than the page size; the extra row
         * shows that there is a next page.
         */
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
