// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.database.ExpiredRows.Batch;
import dev.gatehouse.database.ExpiredRows.Position;
import dev.gatehouse.database.ExpiredRows.Reach;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.GatehouseConfig.Distribution;
import dev.gatehouse.platform.TimeSource;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hibernate.JDBCException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes the expired rows of all tenants on a schedule, with one statement per table and batch: tenants without expired
 * rows cost nothing or one look into an index. One node works at a time: each batch takes the lock for a short transaction of
 * its own, which also works behind a pooler that shares connections. Stores are processed round-robin by batch, so that
 * no store waits for a large one. After each batch, housekeeping pauses as long as the batch took, at most
 * {@link #LONGEST_REST}, to leave capacity for requests.
 *
 * <p>Citus locks rows of one shard in a statement. In a distributed database, one query per table therefore finds the
 * tenants with expired rows, whose rows are removed tenant by tenant.
 */
@ApplicationScoped
public class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final int BATCH = 1_000;
    private static final Duration LONGEST_REST = Duration.ofMillis(250);

    private final TimeSource time;
    private final ScheduledWork scheduled;
    private final AdvisoryLock lock;
    private final CurrentTenant tenant;
    private final AgroalDataSource dataSource;
    private final boolean distributed;
    private final List<Expiring> stores;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** The progress of the removal of one store's rows. */
    private final class Removal {
        final Expiring store;
        private final ExpiredRows rows;
        private final @Nullable String ofTenant;
        private Position from = Position.START;
        private int total;

        /**
         * Starts a removal.
         *
         * @param ofTenant the tenant of the rows; null means all tenants
         */
        Removal(Expiring store, ExpiredRows rows, @Nullable String ofTenant) {
            this.store = store;
            this.rows = rows;
            this.ofTenant = ofTenant;
        }

        /** Removes the next batch. Returns false if no rows are left or another node holds the lock. */
        boolean goOn(int limit) {
            var batch =
                    QuarkusTransaction.requiringNew().call(() -> remove(rows, ofTenant, from, Math.min(limit, BATCH)));
            from = batch.last();
            total += batch.number();
            return batch.number() > 0;
        }

        private Kind kind() {
            return new Kind(store.what(), rows);
        }
    }

    /** Rows that one line of the log reports, for all tenants together. */
    private record Kind(String what, ExpiredRows rows) {}

    Housekeeping(
            TimeSource time,
            ScheduledWork scheduled,
            AdvisoryLock lock,
            CurrentTenant tenant,
            AgroalDataSource dataSource,
            GatehouseConfig config,
            @All List<Expiring> stores) {
        this.time = time;
        this.scheduled = scheduled;
        this.lock = lock;
        this.tenant = tenant;
        this.dataSource = dataSource;
        this.distributed = config.database().distributed() == Distribution.CITUS;
        this.stores = stores;
    }

    @Scheduled(
            identity = "housekeeping",
            every = "{gatehouse.housekeeping-interval}",
            delayed = "{gatehouse.housekeeping-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void run() {
        scheduled.run("Expired rows", this::cleanAll);
    }

    /**
     * Removes the expired rows of one store of the current tenant now, without pauses.
     *
     * @param limit the maximum number of rows
     * @return the number of removed rows; less than the number of expired rows while another node holds the lock
     */
    public int clean(Expiring store, int limit) {
        var total = 0;
        for (var rows : store.expired(time.now())) {
            var removal = new Removal(store, rows, tenant.id());
            while (total + removal.total < limit && removal.goOn(limit - total - removal.total)) {
                // the next batch
            }
            total += removal.total;
            report(List.of(removal));
        }
        return total;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    private void cleanAll() {
        var now = time.now();
        var open = new ArrayDeque<Removal>();
        for (var store : stores) {
            for (var rows : store.expired(now)) {
                tenants(store, rows).forEach(one -> open.add(new Removal(store, rows, one.orElse(null))));
            }
        }
        var done = new ArrayDeque<Removal>();
        try {
            while (!open.isEmpty() && rest(Duration.ZERO)) {
                var next = open.remove();
                var began = System.nanoTime();
                var more = goOn(next);
                (more ? open : done).add(next);
                if (more && !rest(Duration.ofNanos(System.nanoTime() - began))) {
                    break;
                }
            }
        } finally {
            done.addAll(open);
            report(done);
        }
    }

    private static void report(Collection<Removal> removals) {
        removals.stream()
                .collect(Collectors.groupingBy(
                        Removal::kind, LinkedHashMap::new, Collectors.summingInt(removal -> removal.total)))
                .forEach((kind, total) -> {
                    if (total > 0) {
                        LOG.infof("Removed %d expired %s", total, kind.what);
                    }
                });
    }

    /**
     * Returns the tenants whose rows are removed one after the other; an empty value means all tenants together. A failure
     * of one store does not stop the cleanup of the other stores.
     */
    private List<Optional<String>> tenants(Expiring store, ExpiredRows rows) {
        if (!distributed) {
            return List.of(Optional.empty());
        }
        try {
            return scheduled.tenants(rows.tenants(), rows.before()).stream()
                    .map(Optional::of)
                    .toList();
        } catch (RuntimeException e) {
            if (DatabaseOutage.behind(e).isPresent()) {
                throw e;
            }
            LOG.errorf(e, "Expired %s cannot be found", store.what());
            return List.of();
        }
    }

    /** Removes the next batch. A failure of one store does not stop the cleanup of the other stores. */
    private static boolean goOn(Removal removal) {
        try {
            return removal.goOn(BATCH);
        } catch (RuntimeException e) {
            if (DatabaseOutage.behind(e).isPresent()) {
                throw e;
            }
            LOG.errorf(e, "Expired %s cannot be removed", removal.store.what());
            return false;
        }
    }

    private Reach reach(@Nullable String ofTenant) {
        if (ofTenant == null) {
            return Reach.ALL;
        }
        return distributed ? Reach.SHARD : Reach.TENANT;
    }

    private Batch remove(ExpiredRows rows, @Nullable String ofTenant, Position from, int limit) {
        if (!lock.tryToTake(AdvisoryLock.Work.HOUSEKEEPING)) {
            return new Batch(0, from);
        }
        var reach = reach(ofTenant);
        try (var connection = dataSource.getConnection();
                var inOrder = connection.createStatement();
                var statement = connection.prepareStatement(rows.statement(reach))) {
            inOrder.execute(ExpiredRows.IN_ORDER);
            rows.bind(statement, reach, ofTenant, from, limit);
            try (var result = statement.executeQuery()) {
                return rows.read(result, from);
            }
        } catch (SQLException e) {
            throw new JDBCException("Expired rows of " + rows.table() + " cannot be removed", e);
        }
    }

    /** Returns false if the application is stopping. */
    private boolean rest(Duration duration) {
        var longest = duration.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : duration;
        try {
            return !stopping.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
