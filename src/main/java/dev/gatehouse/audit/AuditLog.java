// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.audit;

import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit events. A change is recorded in the transaction of the change. A denial is queued and written in batches
 * shortly afterwards, so that a flood of denials does not delay requests. Repeated denials are counted
 * ({@link RepeatedDenials}). There are two queues: one for denials that every caller can cause without limit, for
 * example calls without a token, and one for events that indicate attacks on accounts and clients.
 */
@ApplicationScoped
public class AuditLog implements PanacheRepositoryBase<AuditRecord, UUID> {
    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int BATCH = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** The maximum length of a queue: enough for several minutes of an attack during a database outage. */
    private static final int QUEUE = 5_000;

    private record Noted(String tenant, AuditRecord event) {}

    /** A queue of events to be written. */
    private static final class Lane {
        final RepeatedDenials repeated;
        final BlockingQueue<Noted> queue = new LinkedBlockingQueue<>(QUEUE);
        final Counter dropped;

        Lane(String name, GatehouseConfig config, MeterRegistry metrics) {
            repeated = new RepeatedDenials(config.refusalsPerMinute());
            dropped = metrics.counter("gatehouse.audit.dropped", "queue", name);
        }

        /**
         * Adds an event, or counts the event as dropped if the queue is full.
         *
         * @param stands the number of denials in the event
         */
        void offer(Noted noted, long stands) {
            if (!queue.offer(noted)) {
                dropped.increment((double) stands);
            }
        }
    }

    private final TimeSource time;
    private final Secrets secrets;
    private final CurrentTenant tenant;
    private final Counter counted;
    private final Lane traffic;
    private final Lane security;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Thread writer;

    AuditLog(TimeSource time, Secrets secrets, CurrentTenant tenant, GatehouseConfig config, MeterRegistry metrics) {
        this.time = time;
        this.secrets = secrets;
        this.tenant = tenant;
        this.counted = metrics.counter("gatehouse.audit.counted");
        this.traffic = new Lane("traffic", config, metrics);
        this.security = new Lane("security", config, metrics);
    }

    /** Records an event in the transaction of the change, so that both or neither are stored. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(AuditEvent event) {
        persist(new AuditRecord(secrets.id(), time.now(), Addresses.current(), event));
    }

    /** Queues an event without a change, without waiting. A denial that repeats within a minute is counted instead. */
    public void note(AuditEvent event) {
        note(event, Addresses.current());
    }

    /** Queues an event with an address, for callers without a request context. */
    public void note(AuditEvent event, @Nullable String address) {
        var lane = event.action().isTraffic() ? traffic : security;
        var at = time.now();
        if (event.outcome() != AuditEvent.Outcome.SUCCESS
                && lane.repeated.counts(tenant.id(), address, event, at, time.nanos())) {
            counted.increment();
            return;
        }
        lane.offer(new Noted(tenant.id(), new AuditRecord(secrets.id(), at, address, event)), 1);
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /**
     * Returns the events of all tenants after the retention of their tenant, by the given time and by the clock of the
     * database, which the database checks. Only {@code Housekeeping} removes events.
     */
    public static ExpiredRows keptNoLonger(Instant now) {
        return new ExpiredRows(
                "audit_event",
                "at",
                now,
                "true",
                new ExpiredRows.Owners(
                        "settings o",
                        null,
                        null,
                        "case when o.audit_retention is not null then least(timestamptz '" + now
                                + "' - interval '24 hours' * o.audit_retention,"
                                + " now() - make_interval(days => o.audit_retention - 1)) end"));
    }

    void start(@Observes StartupEvent event) {
        writer = Thread.ofVirtual().name("audit-writer").start(this::writeForever);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        var running = writer;
        if (running != null) {
            running.interrupt();
            running.join(Duration.ofSeconds(5));
        }
        queueCounted(true);
        var rest = new ArrayList<Noted>();
        security.queue.drainTo(rest);
        traffic.queue.drainTo(rest);
        if (!rest.isEmpty()) {
            tryToWrite(rest);
        }
    }

    private void writeForever() {
        var batch = new ArrayList<Noted>(BATCH);
        while (!stopping) {
            try {
                if (batch.isEmpty()) {
                    awaitNews();
                    queueCounted(false);
                    security.queue.drainTo(batch, BATCH);
                    traffic.queue.drainTo(batch, BATCH - batch.size());
                }
                if (batch.isEmpty() || tryToWrite(batch)) {
                    batch.clear();
                } else {
                    Thread.sleep(RETRY);
                }
            } catch (InterruptedException stopRequested) {
                break;
            }
        }
        if (!batch.isEmpty()) {
            tryToWrite(batch);
        }
    }

    /** Waits for an event, or until a counting period may have ended. */
    private void awaitNews() throws InterruptedException {
        if (security.queue.isEmpty()
                && traffic.queue.isEmpty()
                && news.tryAcquire(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    private void queueCounted(boolean all) {
        for (var lane : List.of(security, traffic)) {
            lane.repeated
                    .due(time.nanos(), all)
                    .forEach(row ->
                            lane.offer(new Noted(row.tenant(), new AuditRecord(secrets.id(), row)), row.occurrences()));
        }
    }

    private boolean tryToWrite(List<Noted> batch) {
        try {
            batch.stream()
                    .collect(Collectors.groupingBy(
                            Noted::tenant, Collectors.mapping(Noted::event, Collectors.toUnmodifiableList())))
                    .forEach(this::write);
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warnf("%d audit events wait for the database: %s", batch.size(), e.getMessage());
            return false;
        }
    }

    private void write(String tenantId, List<AuditRecord> events) {
        tenant.call(
                tenantId,
                () -> QuarkusTransaction.requiringNew().call(() -> {
                    var known = knownIds(events);
                    events.stream().filter(event -> !known.contains(event.id)).forEach(this::persist);
                    return events.size();
                }));
    }

    /**
     * Returns the events of a batch that are stored already, because a commit without an acknowledgment may have
     * succeeded.
     */
    private Set<UUID> knownIds(List<AuditRecord> events) {
        return Set.copyOf(getEntityManager()
                .createQuery("select id from AuditRecord where id in :ids", UUID.class)
                .setParameter("ids", events.stream().map(event -> event.id).toList())
                .getResultList());
    }
}
