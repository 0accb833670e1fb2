package dev.gatehouse.database;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * When things were last used. A use is noted in memory, without waiting for anything, and written by schedule: all that
 * were used since, in a few statements that wait for nobody's lock, and one thing at most once a minute. A time that is
 * stored only moves forward; nothing else of a row changes, and a row that is gone stays gone.
 *
 * <p>What is noted is bounded: while it cannot be written, the oldest uses are forgotten. A node that is killed forgets
 * what it has not written.
 */
@ApplicationScoped
public class LastUses {
    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final int KEPT = 200_000;
    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A row that was not written so often is gone; until then, somebody else may have held it. */
    private static final int TRIES = 3;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long FORGOTTEN = Long.MAX_VALUE;

    /** What is used, and where it is kept. Ids are in the column {@code id}. */
    public enum Used {
        TOKEN("token", "last_used_at"),
        SERVICE("exposed_service", "last_used_at"),
        SESSION("session", "last_seen_at");

        private final String write;

        Used(String table, String column) {
            this.write = """
                    with used as (
                      select unnest(cast(string_to_array(:ids, ',') as uuid[])) as id,
                             unnest(cast(string_to_array(:times, ',') as timestamptz[])) as at),
                    free as (
                      select t.id, used.at from %1$s t join used on used.id = t.id
                      where t.tenant_id = :tenant and (t.%2$s is null or t.%2$s < used.at)
                      order by t.id for no key update of t skip locked),
                    written as (
                      update %1$s t set %2$s = free.at from free
                      where t.tenant_id = :tenant and t.id = free.id returning t.id)
                    select cast(id as text) from written""".formatted(table, column);
        }
    }

    private record Key(Used used, String tenant, UUID id) {}

    /** One thing's last use, in milliseconds since the epoch. Only the flush touches what is not the noted time. */
    private static final class Entry {
        final AtomicLong noted;
        long written = NEVER;
        long writtenAt = NEVER;
        int tries;

        Entry(long now) {
            noted = new AtomicLong(now);
        }

        boolean isWritten() {
            return written == noted.get();
        }

        /** The clock may have been set back. */
        boolean mayBeWritten(long now) {
            return !isWritten() && (writtenAt == NEVER || Math.abs(now - writtenAt) >= PAUSE.toMillis());
        }

        void written(long time, long now) {
            written = time;
            writtenAt = now;
            tries = 0;
        }
    }

    private record Due(Key key, Entry entry, long time) {}

    private final TimeSource time;
    private final CurrentTenant tenant;
    private final EntityManager entityManager;
    private final Counter dropped;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private boolean waiting;

    public LastUses(TimeSource time, CurrentTenant tenant, EntityManager entityManager, MeterRegistry metrics) {
        this.time = time;
        this.tenant = tenant;
        this.entityManager = entityManager;
        this.dropped = metrics.counter("gatehouse.last.uses.dropped");
    }

    /** Notes that something is used now; never waits. */
    public void note(Used used, String tenantId, UUID id) {
        var key = new Key(used, tenantId, id);
        var now = time.now().toEpochMilli();
        var noted = false;
        while (!noted) {
            var entry = entries.get(key);
            if (entry != null) {
                noted = note(entry, now);
            } else if (entries.size() >= KEPT) {
                dropped.increment();
                return;
            } else {
                noted = entries.putIfAbsent(key, new Entry(now)) == null;
            }
        }
    }

    /** False where the entry is on its way out and another has to take its place. */
    private static boolean note(Entry entry, long now) {
        var before = entry.noted.get();
        while (before != now && before != FORGOTTEN) {
            if (entry.noted.compareAndSet(before, now)) {
                return true;
            }
            before = entry.noted.get();
        }
        return before != FORGOTTEN;
    }

    @Scheduled(
            identity = "last-uses",
            every = "{gatehouse.last-used-interval}",
            delayed = "{gatehouse.last-used-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void flush() {
        flush(false);
    }

    void stop(@Observes ShutdownEvent event) {
        flush(true);
    }

    /** @param all also what was written less than a minute ago */
    private synchronized void flush(boolean all) {
        var now = time.now().toEpochMilli();
        var due = new ArrayList<Due>();
        entries.forEach((key, entry) -> {
            if (all ? !entry.isWritten() : entry.mayBeWritten(now)) {
                due.add(new Due(key, entry, entry.noted.get()));
            }
        });
        try {
            write(due, now);
            waiting = false;
        } catch (RuntimeException e) {
            postpone(DatabaseOutage.behind(e).orElseThrow(() -> e));
        }
        forget(now);
    }

    private void write(List<Due> due, long now) {
        var groups = due.stream().collect(Collectors.groupingBy(one -> Map.entry(one.key.used, one.key.tenant)));
        groups.forEach((group, ofTheGroup) -> {
            for (var from = 0; from < ofTheGroup.size(); from += BATCH) {
                var batch = ofTheGroup.subList(from, Math.min(from + BATCH, ofTheGroup.size()));
                var written = write(group.getKey(), group.getValue(), batch);
                for (var one : batch) {
                    if (written.contains(one.key.id.toString()) || ++one.entry.tries >= TRIES) {
                        one.entry.written(one.time, now);
                    }
                }
            }
        });
    }

    /** Writes what nobody holds at the moment, in a transaction of its own: the ids of the rows that were changed. */
    private Set<String> write(Used used, String tenantId, List<Due> batch) {
        return tenant.call(
                tenantId,
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    List<?> ids = entityManager
                            .createNativeQuery(used.write)
                            .setParameter("ids", joined(batch, one -> one.key.id))
                            .setParameter("times", joined(batch, one -> Instant.ofEpochMilli(one.time)))
                            .setParameter("tenant", tenantId)
                            .getResultList();
                    return ids.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
                }));
    }

    private static String joined(List<Due> batch, Function<Due, Object> part) {
        return batch.stream().map(part).map(String::valueOf).collect(Collectors.joining(","));
    }

    private void postpone(SQLException outage) {
        if (!waiting) {
            waiting = true;
            LOG.warnf("Times of last use wait for the database: %s", outage.getMessage());
        }
    }

    /** Makes room: what is written and has not been used for a while goes, and of too many others the oldest. */
    private void forget(long now) {
        entries.forEach((key, entry) -> {
            if (entry.isWritten() && Math.abs(now - entry.writtenAt) >= PAUSE.toMillis()) {
                forget(key, entry, entry.written);
            }
        });
        var excess = entries.size() - KEPT / 2;
        if (waiting && excess > 0) {
            entries.entrySet().stream()
                    .map(one -> new Due(
                            one.getKey(), one.getValue(), one.getValue().noted.get()))
                    .sorted(Comparator.comparingLong(Due::time))
                    .limit(excess)
                    .forEach(oldest -> {
                        if (forget(oldest.key, oldest.entry, oldest.time)) {
                            dropped.increment();
                        }
                    });
        }
    }

    /** Only what is not being used at this very moment. */
    private boolean forget(Key key, Entry entry, long expected) {
        return entry.noted.compareAndSet(expected, FORGOTTEN) && entries.remove(key, entry);
    }
}
