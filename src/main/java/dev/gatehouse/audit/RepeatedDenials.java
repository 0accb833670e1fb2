// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.platform.Addresses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Counts repeated denials, so that a flood of denials adds only a few rows per minute to the audit log. The first
 * denial of a kind from an address is written immediately. Further denials within a minute are counted and written as
 * one row at the end of the minute. While the denials continue, each further minute adds one row.
 *
 * <p>One address has at most {@value #KINDS_EACH} kinds per minute; further kinds are distinguished by action only. A
 * tenant has at most {@value #KEYS} pairs of address and kind; denials from further addresses are counted under
 * {@value #OTHERS}. The same happens in all tenants beyond {@value #ALL_KEYS} pairs of all tenants together.
 */
final class RepeatedDenials {
    /** The common address of denials from too many addresses. */
    static final String OTHERS = "other addresses";

    static final int KEYS = 300;
    static final int KINDS_EACH = 20;

    /** The maximum number of pairs of all tenants, which many tenants can reach together only. */
    static final int ALL_KEYS = 30_000;

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final int LONGEST_TEXT = 300;

    /**
     * The denials of one minute.
     *
     * @param first the first denial, without actor or client unless all denials have the same
     * @param address the address of the first denial, or {@value #OTHERS}
     */
    record Counted(
            String tenant,
            AuditEvent first,
            @Nullable String address,
            long occurrences,
            Instant firstAt,
            Instant lastAt) {}

    private record Source(String tenant, String network) {}

    private record Key(Source source, List<String> kind) {}

    private static final class Entry {
        long began;
        int written;

        @Nullable Counted counted;

        Entry(long now) {
            began = now;
        }

        boolean isOver(long now) {
            return Math.abs(now - began) >= WINDOW;
        }
    }

    private final int singly;
    private final Map<Key, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> keys = new HashMap<>();
    private final Map<Source, Integer> kinds = new HashMap<>();

    /**
     * Creates the counters.
     *
     * @param singly the number of denials of a kind and address that are written individually per minute, at least 1
     */
    RepeatedDenials(int singly) {
        this.singly = Math.max(1, singly);
    }

    /**
     * Counts a denial, or returns false if the denial must be written individually.
     *
     * @param nanos the current time, in nanoseconds of {@code TimeSource#nanos}
     */
    synchronized boolean counts(String tenant, @Nullable String address, AuditEvent event, Instant at, long nanos) {
        var key = key(new Source(tenant, Addresses.network(address)), event);
        var entry = entries.get(key);
        if (entry == null) {
            entry = new Entry(nanos);
            entries.put(key, entry);
            keys.merge(tenant, 1, Integer::sum);
            kinds.merge(key.source(), 1, Integer::sum);
        }
        if (entry.counted == null && entry.isOver(nanos)) {
            entry.began = nanos;
            entry.written = 0;
        }
        if (entry.written < singly && entry.counted == null) {
            entry.written++;
            return false;
        }
        var from = key.source().network().equals(OTHERS) ? OTHERS : address;
        entry.counted = entry.counted == null
                ? new Counted(tenant, event.cut(), from, 1, at, at)
                : with(entry.counted, event, at);
        return true;
    }

    /**
     * Removes and returns the rows of ended minutes.
     *
     * @param all whether to include minutes that have not ended
     */
    synchronized List<Counted> due(long nanos, boolean all) {
        var due = new ArrayList<Counted>();
        var left = entries.entrySet().iterator();
        while (left.hasNext()) {
            var next = left.next();
            var entry = next.getValue();
            if (!all && !entry.isOver(nanos)) {
                continue;
            }
            if (entry.counted == null) {
                left.remove();
                one(keys, next.getKey().source().tenant());
                one(kinds, next.getKey().source());
            } else {
                due.add(entry.counted);
                entry.counted = null;
                entry.began = nanos;
            }
        }
        return due;
    }

    /** Returns the most specific key within the limits. */
    private Key key(Source source, AuditEvent event) {
        var fine = new Key(source, kind(event));
        if (entries.containsKey(fine)) {
            return fine;
        }
        var coarse = List.of(event.action().wireName(), event.outcome().name());
        if (keys.getOrDefault(source.tenant(), 0) >= KEYS || entries.size() >= ALL_KEYS) {
            var known = new Key(source, coarse);
            return entries.containsKey(known) ? known : new Key(new Source(source.tenant(), OTHERS), coarse);
        }
        return kinds.getOrDefault(source, 0) >= KINDS_EACH ? new Key(source, coarse) : fine;
    }

    /**
     * Returns the values that make two denials equal for readers. For anonymous callers, the reason without values from
     * the caller; otherwise all values.
     */
    private static List<String> kind(AuditEvent event) {
        var anonymous = event.outcome() == AuditEvent.Outcome.DENIED && event.actor() == null && event.client() == null;
        var detail = Objects.requireNonNullElse(event.detail(), "");
        return anonymous
                ? List.of(event.action().wireName(), event.outcome().name(), cut(detail.split(": ", 2)[0]))
                : List.of(
                        event.action().wireName(),
                        event.outcome().name(),
                        cut(event.actor()),
                        cut(event.client()),
                        cut(event.target()),
                        cut(detail));
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    private static Counted with(Counted counted, AuditEvent event, Instant at) {
        var first = counted.first();
        if (first.actor() != null && !first.actor().equals(event.actor())) {
            first = first.by(null);
        }
        if (first.client() != null && !first.client().equals(event.client())) {
            first = first.client(null);
        }
        return new Counted(
                counted.tenant(), first, counted.address(), counted.occurrences() + 1, counted.firstAt(), at);
    }

    private static <K> void one(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
}
