// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter for audit events. Absent values match all events.
 *
 * @param search a text in actor, client, target or detail, ignoring case
 * @param actions API names of actions; empty matches all actions
 * @param from the earliest time, inclusive
 * @param to the latest time, exclusive
 */
public record AuditFilter(
        @Nullable String search,
        List<String> actions,
        AuditEvent.@Nullable Outcome outcome,
        @Nullable String actor,
        @Nullable String client,
        @Nullable String address,
        @Nullable Instant from,
        @Nullable Instant to) {
    /** The parameter names that {@link #read} accepts. */
    public static final List<String> PARAMETERS =
            List.of("search", "action", "outcome", "actor", "client", "address", "from", "to");

    private static final int MAX_TEXT = 300;
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** The filter without values, which matches all events. */
    public static final AuditFilter ALL = read(Map.of());

    public AuditFilter {
        actions = List.copyOf(actions);
    }

    /**
     * Parses a filter from {@link #PARAMETERS}. Blank values are absent.
     *
     * @throws dev.gatehouse.problem.ProblemException naming each value that is not valid
     */
    public static AuditFilter read(Map<String, String> typed) {
        var errors = FieldErrors.outsideBody();
        var search = errors.optional("search", typed.get("search"), MAX_TEXT);
        var actions = actions(errors.optional("action", typed.get("action"), MAX_TEXT), errors);
        var outcome = outcome(errors.optional("outcome", typed.get("outcome"), MAX_TEXT), errors);
        var actor = errors.optional("actor", typed.get("actor"), MAX_TEXT);
        var client = errors.optional("client", typed.get("client"), MAX_TEXT);
        var address = errors.optional("address", typed.get("address"), MAX_TEXT);
        var from = instant("from", typed.get("from"), errors);
        var to = instant("to", typed.get("to"), errors);
        errors.refuse();
        return new AuditFilter(search, actions, outcome, actor, client, address, from, to);
    }

    /** Returns the filter with other actions. */
    AuditFilter withActions(List<String> others) {
        return new AuditFilter(search, others, outcome, actor, client, address, from, to);
    }

    /** Returns the filter with another time range. */
    AuditFilter withRange(@Nullable Instant earliest, @Nullable Instant end) {
        return new AuditFilter(search, actions, outcome, actor, client, address, earliest, end);
    }

    /**
     * Returns the filter as text for the audit event of an export, with quoted values; "everything" for an empty
     * filter.
     */
    ErrorText words() {
        var words = new TreeMap<String, Object>();
        put(words, "search", search);
        put(words, "action", actions.isEmpty() ? null : String.join(" ", actions));
        put(words, "outcome", outcome);
        put(words, "actor", actor);
        put(words, "client", client);
        put(words, "address", address);
        put(words, "from", from);
        put(words, "to", to);
        return words.isEmpty()
                ? AuditDetails.everything()
                : AuditDetails.filters(words.entrySet().stream()
                        .map(word -> AuditDetails.filter(
                                word.getKey(), word.getValue().toString().replace("\"", "\\\"")))
                        .toList());
    }

    private static void put(Map<String, Object> words, String name, @Nullable Object value) {
        if (value != null) {
            words.put(name, value);
        }
    }

    private static List<String> actions(@Nullable String typed, FieldErrors errors) {
        if (typed == null) {
            return List.of();
        }
        var actions = AuditAction.wireNames().stream()
                .filter(name -> name.equals(typed) || (typed.endsWith(".") && name.startsWith(typed)))
                .toList();
        errors.check(!actions.isEmpty(), "action", AuditErrors.unknownAction());
        return actions;
    }

    private static AuditEvent.@Nullable Outcome outcome(@Nullable String typed, FieldErrors errors) {
        if (typed == null) {
            return null;
        }
        var outcome = Stream.of(AuditEvent.Outcome.values())
                .filter(known -> known.name().equals(typed.toUpperCase(Locale.ROOT)))
                .findFirst();
        errors.check(outcome.isPresent(), "outcome", CommonErrors.notOneOf(List.of(AuditEvent.Outcome.values())));
        return outcome.orElse(null);
    }

    private static @Nullable Instant instant(String field, @Nullable String typed, FieldErrors errors) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        try {
            var moment = Instant.parse(typed.strip());
            if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
                throw new DateTimeException("out of range");
            }
            return Objects.requireNonNull(moment);
        } catch (DateTimeException malformed) {
            errors.add(field, AuditErrors.notAMoment());
            return null;
        }
    }
}
