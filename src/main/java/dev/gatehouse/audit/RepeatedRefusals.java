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
 * Counts refusals that come again, so that a flood of them costs the audit log a few rows a minute. The first refusal of a
 * kind from an address is written at once; those that follow within a minute are counted, and are one row when the minute is
 * over. While they go on, each further minute is one more row.
 *
 * <p>One address has at most {@value #KINDS_EACH} kinds in a minute; further ones are told apart by their action alone. A
 * tenant has at most {@value #KEYS} pairs of an address and a kind; what comes from further addresses is counted as from
 * {@value #OTHERS}.
 */
final class RepeatedRefusals {
    /** The address of refusals that are counted together because they come from too many addresses. */
    static final String OTHERS = "other addresses";

    static final int KEYS = 300;
    static final int KINDS_EACH = 20;

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final int LONGEST_TEXT = 300;

    /**
     * Refusals of one minute.
     *
     * @param first the first of them, without an actor or a client that they do not share
     * @param address of the first of them, or {@value #OTHERS}
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

    /** @param singly how many refusals of a kind from an address are written one by one in a minute, at least 1 */
    RepeatedRefusals(int singly) {
        this.singly = Math.max(1, singly);
    }

    /**
     * Whether a refusal is counted here; else it is to be written by itself.
     *
     * @param nanos now, for telling minutes apart
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
                ? new Counted(tenant, AuditRecord.cut(event), from, 1, at, at)
                : with(entry.counted, event, at);
        return true;
    }

    /**
     * Takes the rows of the minutes that are over.
     *
     * @param all whether also those of the minutes that are not
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

    /** The finest of the keys that there is room for. */
    private Key key(Source source, AuditEvent event) {
        var fine = new Key(source, kind(event));
        if (entries.containsKey(fine)) {
            return fine;
        }
        var coarse = List.of(event.action().wireName(), event.outcome().name());
        if (keys.getOrDefault(source.tenant(), 0) >= KEYS) {
            var known = new Key(source, coarse);
            return entries.containsKey(known) ? known : new Key(new Source(source.tenant(), OTHERS), coarse);
        }
        return kinds.getOrDefault(source, 0) >= KINDS_EACH ? new Key(source, coarse) : fine;
    }

    /**
     * What makes two refusals the same to a reader. Where nobody is known, it is the reason without what the caller has
     * typed; else it is everything.
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
