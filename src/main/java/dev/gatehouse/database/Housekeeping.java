// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.database.ExpiredRows.Batch;
import dev.gatehouse.database.ExpiredRows.Position;
import dev.gatehouse.platform.CurrentTenant;
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
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hibernate.JDBCException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Removes the expired rows of all tenants on a schedule, with one statement per table and batch: tenants without expired
 * rows cost nothing or one look into an index. One node works at a time: each batch takes the lock for a short transaction of
 * its own, which also works behind a pooler that shares connections. Stores are processed round-robin by batch, so that
 * no store waits for a large one. After each batch, housekeeping pauses as long as the batch took, at most
 * {@link #LONGEST_REST}, to leave capacity for requests.
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

        void report() {
            if (total > 0) {
                LOG.infof("Removed %d expired %s", total, store.what());
            }
        }
    }

    Housekeeping(
            TimeSource time,
            ScheduledWork scheduled,
            AdvisoryLock lock,
            CurrentTenant tenant,
            AgroalDataSource dataSource,
            @All List<Expiring> stores) {
        this.time = time;
        this.scheduled = scheduled;
        this.lock = lock;
        this.tenant = tenant;
        this.dataSource = dataSource;
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
            removal.report();
        }
        return total;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    private void cleanAll() {
        var now = time.now();
        var open = new ArrayDeque<Removal>();
        stores.forEach(store -> store.expired(now).forEach(rows -> open.add(new Removal(store, rows, null))));
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
            done.forEach(Removal::report);
            open.forEach(Removal::report);
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

    private Batch remove(ExpiredRows rows, @Nullable String ofTenant, Position from, int limit) {
        if (!lock.tryToTake(AdvisoryLock.Work.HOUSEKEEPING)) {
            return new Batch(0, from);
        }
        try (var connection = dataSource.getConnection();
                var inOrder = connection.createStatement();
                var statement = connection.prepareStatement(rows.statement(ofTenant != null))) {
            inOrder.execute(ExpiredRows.IN_ORDER);
            rows.bind(statement, ofTenant, from, limit);
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
