// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.CurrentTenant;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Runs scheduled work for the served tenant. During a database outage the work waits for the next run, with one line in
 * the log. The scheduler reports all other failures.
 */
@ApplicationScoped
public class ScheduledWork {
    private static final Logger LOG = Logger.getLogger(ScheduledWork.class);

    private final CurrentTenant tenant;

    ScheduledWork(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    /**
     * Runs the work once.
     *
     * @param what the name of the work for the log, in the plural
     */
    public void run(String what, Runnable work) {
        try {
            tenant.call(CurrentTenant.DEFAULT, () -> {
                work.run();
                return true;
            });
        } catch (RuntimeException e) {
            var outage = DatabaseOutage.behind(e).orElseThrow(() -> e);
            LOG.warnf("%s wait for the database: %s", what, outage.getMessage());
        }
    }
}
