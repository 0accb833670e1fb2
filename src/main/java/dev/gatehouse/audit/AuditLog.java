package dev.gatehouse.audit;

import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.CurrentTenant;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes audit events. What changes something is recorded in the transaction that changes it; what was merely refused is
 * noted, and written in batches shortly after, so that a flood of refusals cannot hold up the requests that are served.
 */
@ApplicationScoped
public class AuditLog implements PanacheRepositoryBase<AuditRecord, UUID> {
    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final int QUEUE = 20_000;
    private static final int BATCH = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private record Noted(String tenant, AuditRecord event) {}

    private final TimeSource time;
    private final Secrets secrets;
    private final CurrentTenant tenant;
    private final Counter dropped;
    private final BlockingQueue<Noted> queue = new LinkedBlockingQueue<>(QUEUE);
    private volatile boolean stopping;
    private volatile @Nullable Thread writer;

    public AuditLog(TimeSource time, Secrets secrets, CurrentTenant tenant, MeterRegistry metrics) {
        this.time = time;
        this.secrets = secrets;
        this.tenant = tenant;
        this.dropped = metrics.counter("gatehouse.audit.dropped");
    }

    /** Records an event together with the change that it speaks of: both are stored, or neither. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(AuditEvent event) {
        persist(new AuditRecord(secrets.id(), time.now(), Addresses.current(), event));
    }

    /** Notes an event that changed nothing; never waits. */
    public void note(AuditEvent event) {
        note(event, Addresses.current());
    }

    /** The same, where no request context tells the address. */
    public void note(AuditEvent event, @Nullable String address) {
        var noted = new Noted(tenant.id(), new AuditRecord(secrets.id(), time.now(), address, event));
        if (!queue.offer(noted)) {
            dropped.increment();
        }
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
        var rest = new ArrayList<Noted>();
        queue.drainTo(rest);
        if (!rest.isEmpty()) {
            tryToWrite(rest);
        }
    }

    private void writeForever() {
        var batch = new ArrayList<Noted>(BATCH);
        while (!stopping) {
            try {
                if (batch.isEmpty()) {
                    batch.add(queue.take());
                    queue.drainTo(batch, BATCH - 1);
                }
                if (tryToWrite(batch)) {
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
        } catch (RuntimeException e) {
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
