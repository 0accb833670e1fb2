package dev.gatehouse.database;

import dev.gatehouse.platform.CurrentTenant;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * What a schedule begins, for the tenant that is served. While the database is away it waits for the next round, with one
 * line in the log; every other failure is the scheduler's to report.
 */
@ApplicationScoped
public class ScheduledWork {
    private static final Logger LOG = Logger.getLogger(ScheduledWork.class);

    private final CurrentTenant tenant;

    public ScheduledWork(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    /**
     * Does one round.
     *
     * @param what what waits while the database is away, for the log
     */
    public void run(String what, Runnable work) {
        try {
            tenant.call(CurrentTenant.SINGLE, () -> {
                work.run();
                return true;
            });
        } catch (RuntimeException e) {
            var outage = DatabaseOutage.behind(e).orElseThrow(() -> e);
            LOG.warnf("%s wait for the database: %s", what, outage.getMessage());
        }
    }
}
