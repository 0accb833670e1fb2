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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit events. What changes something is recorded in the transaction that changes it; what was merely refused is
 * noted, and written in batches shortly after, so that a flood of refusals cannot hold up the requests that are served.
 * Refusals that come again are counted ({@link RepeatedRefusals}). What anybody can have refused without end, such as calls
 * without a token, and what tells of attacks on accounts and clients have a queue each.
 */
@ApplicationScoped
public class AuditLog implements PanacheRepositoryBase<AuditRecord, UUID> {
    /** What the database allows to be removed, by its own clock and the setting as it is now. */
    private static final String KEPT_NO_LONGER = "at <= now() - make_interval(days => (select s.audit_retention - 1"
            + " from settings s where s.tenant_id = audit_event.tenant_id))";

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int BATCH = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofSeconds(1);

    /** How many events wait in a queue at most: what several minutes of an attack leave while the database is away. */
    private static final int QUEUE = 5_000;

    private record Noted(String tenant, AuditRecord event) {}

    /** Refusals on their way to the log. */
    private static final class Lane {
        final RepeatedRefusals repeated;
        final BlockingQueue<Noted> queue = new LinkedBlockingQueue<>(QUEUE);
        final Counter dropped;

        Lane(String name, GatehouseConfig config, MeterRegistry metrics) {
            repeated = new RepeatedRefusals(config.refusalsPerMinute());
            dropped = metrics.counter("gatehouse.audit.dropped", "queue", name);
        }

        /** @param stands for how many refusals the event stands */
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

    public AuditLog(
            TimeSource time, Secrets secrets, CurrentTenant tenant, GatehouseConfig config, MeterRegistry metrics) {
        this.time = time;
        this.secrets = secrets;
        this.tenant = tenant;
        this.counted = metrics.counter("gatehouse.audit.counted");
        this.traffic = new Lane("traffic", config, metrics);
        this.security = new Lane("security", config, metrics);
    }

    /** Records an event together with the change that it speaks of: both are stored, or neither. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(AuditEvent event) {
        persist(new AuditRecord(secrets.id(), time.now(), Addresses.current(), event));
    }

    /** Notes an event that changed nothing; never waits. A refusal that comes again within a minute is counted. */
    public void note(AuditEvent event) {
        note(event, Addresses.current());
    }

    /** The same, where no request context tells the address. */
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

    /** The events of the current tenant that are as old as that or older; only housekeeping removes any. */
    public static ExpiredRows until(Instant moment) {
        return new ExpiredRows("audit_event", "at", moment, KEPT_NO_LONGER);
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

    /** Until there is something to write, or a minute of what is counted may be over. */
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
            for (var tenantId : batch.stream().map(Noted::tenant).distinct().toList()) {
                var events = batch.stream()
                        .filter(noted -> noted.tenant().equals(tenantId))
                        .map(Noted::event)
                        .toList();
                tenant.call(
                        tenantId,
                        () -> QuarkusTransaction.requiringNew().call(() -> {
                            var known = knownIds(events);
                            events.stream()
                                    .filter(event -> !known.contains(event.id))
                                    .forEach(this::persist);
                            return events.size();
                        }));
            }
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warnf("%d audit events wait for the database: %s", batch.size(), e.getMessage());
            return false;
        }
    }

    /** Events of a batch whose commit was not acknowledged may be there all the same. */
    private Set<UUID> knownIds(List<AuditRecord> events) {
        return Set.copyOf(getEntityManager()
                .createQuery("select id from AuditRecord where id in :ids", UUID.class)
                .setParameter("ids", events.stream().map(event -> event.id).toList())
                .getResultList());
    }
}
