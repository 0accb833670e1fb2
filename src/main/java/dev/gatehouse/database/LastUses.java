// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.GatehouseConfig.Distribution;
import dev.gatehouse.platform.TimeSource;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.JDBCException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Times of last use. {@link #note} records a use in memory without waiting. A schedule writes the recorded uses in a
 * few statements for all tenants that skip locked rows, and each row at most once a minute. A stored time only increases. No other
 * column changes, and deleted rows are not recreated. In a distributed database, each tenant has statements of its own,
 * because Citus locks rows of one shard in a statement.
 *
 * <p>The number of recorded uses is bounded: while the database is unavailable, the oldest uses are discarded. A node
 * that is killed loses the uses that are not written.
 */
@ApplicationScoped
public class LastUses {
    private static final Logger LOG = Logger.getLogger(LastUses.class);
    private static final int KEPT = 200_000;
    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /**
     * A row that could not be written this many times is deleted. Before, another transaction may have locked the row.
     */
    private static final int TRIES = 3;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long FORGOTTEN = Long.MAX_VALUE;

    /** The kinds of used objects, with table and column. The IDs are in the column {@code id}. */
    public enum Used {
        TOKEN("token", "last_used_at"),
        SERVICE("exposed_service", "last_used_at"),
        SESSION("session", "last_seen_at");

        private final String write;
        private final String writeOfTenant;

        Used(String table, String column) {
            this.write = statement(table, column, "");
            this.writeOfTenant = statement(table, column, "t.tenant_id = ? and ");
        }

        private static String statement(String table, String column, String ofTenant) {
            return """
                    with used as (
                      select * from unnest(cast(? as varchar[]), cast(? as uuid[]), cast(? as timestamptz[]))
                        as u (tenant_id, id, at)),
                    free as (
                      select t.tenant_id, t.id, used.at from %1$s t
                      join used on used.tenant_id = t.tenant_id and used.id = t.id
                      where %3$s(t.%2$s is null or t.%2$s < used.at)
                      order by t.tenant_id, t.id for no key update of t skip locked),
                    written as (
                      update %1$s t set %2$s = free.at from free
                      where %3$st.tenant_id = free.tenant_id and t.id = free.id returning t.tenant_id, t.id)
                    select tenant_id, id from written""".formatted(table, column, ofTenant);
        }
    }

    private record Key(Used used, String tenant, UUID id) {}

    /**
     * The last use of one object, in milliseconds since the epoch. Only {@link #flush} accesses the fields other than
     * {@code noted}.
     */
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

        /** Uses the absolute difference, because the clock may have been set back. */
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

    /**
     * The uses that one statement can write.
     *
     * @param tenant null means the uses of all tenants
     */
    private record Kind(Used used, @Nullable String tenant) {}

    private final TimeSource time;
    private final AgroalDataSource dataSource;
    private final boolean distributed;
    private final Counter dropped;
    private final Map<Key, Entry> entries = new ConcurrentHashMap<>();
    private boolean waiting;

    LastUses(TimeSource time, AgroalDataSource dataSource, GatehouseConfig config, MeterRegistry metrics) {
        this.time = time;
        this.dataSource = dataSource;
        this.distributed = config.database().distributed() == Distribution.CITUS;
        this.dropped = metrics.counter("gatehouse.last.uses.dropped");
    }

    /** Records a use now, without waiting. */
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

    /** Returns false if the entry is being removed and a new entry is needed. */
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

    /**
     * Writes the recorded uses.
     *
     * @param all whether to include entries that were written less than a minute ago
     */
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
        due.stream().collect(Collectors.groupingBy(this::kind)).forEach((kind, ofTheKind) -> {
            for (var from = 0; from < ofTheKind.size(); from += BATCH) {
                var batch = ofTheKind.subList(from, Math.min(from + BATCH, ofTheKind.size()));
                var written = QuarkusTransaction.requiringNew().call(() -> write(kind, batch));
                for (var one : batch) {
                    if (written.contains(one.key) || ++one.entry.tries >= TRIES) {
                        one.entry.written(one.time, now);
                    }
                }
            }
        });
    }

    private Kind kind(Due one) {
        return new Kind(one.key.used, distributed ? one.key.tenant : null);
    }

    /** Writes the rows that no other transaction has locked. Returns the keys of the changed rows. */
    private Set<Key> write(Kind kind, List<Due> batch) {
        var used = kind.used;
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(kind.tenant == null ? used.write : used.writeOfTenant)) {
            statement.setArray(1, array(connection, "varchar", batch, one -> one.key.tenant));
            statement.setArray(2, array(connection, "uuid", batch, one -> one.key.id));
            statement.setArray(3, array(connection, "timestamptz", batch, one -> Instant.ofEpochMilli(one.time)));
            if (kind.tenant != null) {
                statement.setString(4, kind.tenant);
                statement.setString(5, kind.tenant);
            }
            try (var rows = statement.executeQuery()) {
                var written = new HashSet<Key>();
                while (rows.next()) {
                    written.add(new Key(used, rows.getString(1), rows.getObject(2, UUID.class)));
                }
                return written;
            }
        } catch (SQLException e) {
            throw new JDBCException("Times of last use cannot be written", e);
        }
    }

    private static Array array(Connection connection, String type, List<Due> batch, Function<Due, Object> part)
            throws SQLException {
        return connection.createArrayOf(
                type, batch.stream().map(part).map(String::valueOf).toArray());
    }

    private void postpone(SQLException outage) {
        if (!waiting) {
            waiting = true;
            LOG.warnf("Times of last use wait for the database: %s", outage.getMessage());
        }
    }

    /** Removes entries that are written and unused for a minute, and the oldest entries during an outage. */
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

    /** Removes the entry unless the object was used again. */
    private boolean forget(Key key, Entry entry, long expected) {
        return entry.noted.compareAndSet(expected, FORGOTTEN) && entries.remove(key, entry);
    }
}
