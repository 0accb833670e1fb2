package dev.gatehouse.platform;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes what has expired: by schedule, by whichever node takes the lock first, in batches that hold no lock for long.
 */
@ApplicationScoped
public class Housekeeping {
    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final int BATCH = 500;
    private static final int MAX_BATCHES = 200;

    private final TimeSource time;
    private final ScheduledWork scheduled;
    private final AdvisoryLock lock;
    private final List<Expiring> stores;

    public Housekeeping(TimeSource time, ScheduledWork scheduled, AdvisoryLock lock, @All List<Expiring> stores) {
        this.time = time;
        this.scheduled = scheduled;
        this.lock = lock;
        this.stores = stores;
    }

    @Scheduled(
            identity = "housekeeping",
            every = "{gatehouse.housekeeping-interval}",
            delayed = "{gatehouse.housekeeping-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void run() {
        scheduled.run("Expired rows", () -> stores.forEach(this::clean));
    }

    /**
     * The same for one store of the current tenant.
     *
     * @return how many rows went; 0 while another node is at it
     */
    public int clean(Expiring store) {
        var total = 0;
        for (var batch = 0; batch < MAX_BATCHES; batch++) {
            int removed = QuarkusTransaction.requiringNew()
                    .call(() -> lock.tryToTake(AdvisoryLock.Work.HOUSEKEEPING)
                            ? store.removeExpired(time.now(), BATCH)
                            : 0);
            total += removed;
            if (removed < BATCH) {
                break;
            }
        }
        if (total > 0) {
            LOG.infof("Removed %d expired %s", total, store.what());
        }
        return total;
    }
}
