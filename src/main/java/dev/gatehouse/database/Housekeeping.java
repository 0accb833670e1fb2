// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.TimeSource;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hibernate.query.NativeQuery;
import org.jboss.logging.Logger;

/**
 * Removes expired rows on a schedule. One node works at a time: each batch takes the lock for a short transaction of
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
    private final EntityManager entityManager;
    private final List<Expiring> stores;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** The result of one batch. */
    private record Batch(long number, Instant latest) {
        static final Batch NONE = new Batch(0, Instant.EPOCH);
    }

    /** The progress of the removal of one store's rows. */
    private final class Removal {
        final Expiring store;
        final ExpiredRows rows;
        private Instant from = Instant.EPOCH;
        private int total;

        Removal(Expiring store, ExpiredRows rows) {
            this.store = store;
            this.rows = rows;
        }

        /** Removes the next batch. Returns false if no rows are left or another node holds the lock. */
        boolean goOn(int limit) {
            var batch = QuarkusTransaction.requiringNew().call(() -> remove(rows, from, Math.min(limit, BATCH)));
            from = batch.latest();
            total += (int) batch.number();
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
            EntityManager entityManager,
            @All List<Expiring> stores) {
        this.time = time;
        this.scheduled = scheduled;
        this.lock = lock;
        this.tenant = tenant;
        this.entityManager = entityManager;
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
            var removal = new Removal(store, rows);
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
        stores.forEach(store -> store.expired(now).forEach(rows -> open.add(new Removal(store, rows))));
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

    private Batch remove(ExpiredRows rows, Instant from, int limit) {
        if (!lock.tryToTake(AdvisoryLock.Work.HOUSEKEEPING)) {
            return Batch.NONE;
        }
        entityManager.createNativeQuery(ExpiredRows.IN_ORDER).getSingleResult();
        NativeQuery<?> query = entityManager.createNativeQuery(rows.statement()).unwrap(NativeQuery.class);
        var result = (Object[]) query.addScalar("number", Long.class)
                .addScalar("latest", Instant.class)
                .setParameter("tenant", tenant.id())
                .setParameter("from", from)
                .setParameter("before", rows.before())
                .setParameter("batch", limit)
                .getSingleResult();
        return result[1] == null ? Batch.NONE : new Batch((Long) result[0], (Instant) result[1]);
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
