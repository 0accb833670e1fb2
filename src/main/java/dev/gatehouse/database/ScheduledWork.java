// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.CurrentTenant;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.JDBCException;
import org.jboss.logging.Logger;

/**
 * Runs scheduled work, either once for all tenants or for each tenant that has something to do. During a database outage
 * the work waits for the next run, with one line in the log. The scheduler reports all other failures.
 */
@ApplicationScoped
public class ScheduledWork {
    private static final Logger LOG = Logger.getLogger(ScheduledWork.class);

    private final CurrentTenant tenant;
    private final AgroalDataSource dataSource;

    ScheduledWork(CurrentTenant tenant, AgroalDataSource dataSource) {
        this.tenant = tenant;
        this.dataSource = dataSource;
    }

    /**
     * Runs the work once, without a tenant.
     *
     * @param what the name of the work for the log, in the plural
     */
    public void run(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            var outage = DatabaseOutage.behind(e).orElseThrow(() -> e);
            LOG.warnf("%s wait for the database: %s", what, outage.getMessage());
        }
    }

    /**
     * Runs the work for each tenant with something to do. One query finds these tenants, so that other tenants cost
     * nothing. A failure for one tenant is logged and does not stop the work for the other tenants.
     *
     * @param what the name of the work for the log, in the plural
     * @param due the query for the IDs of the tenants, with the current time as the only parameter; a constant
     */
    public void runForTenants(String what, String due, Instant now, Runnable work) {
        run(what, () -> {
            for (var id : tenants(due, now)) {
                try {
                    tenant.call(id, () -> {
                        work.run();
                        return true;
                    });
                } catch (RuntimeException e) {
                    if (DatabaseOutage.behind(e).isPresent()) {
                        throw e;
                    }
                    LOG.errorf(e, "%s of the tenant %s fail", what, id);
                }
            }
        });
    }

    /**
     * Returns the IDs of the tenants that a query finds.
     *
     * @param due a query with a time as the only parameter; a constant
     */
    List<String> tenants(String due, Instant now) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(due)) {
            statement.setTimestamp(1, Timestamp.from(now));
            try (var rows = statement.executeQuery()) {
                var ids = new ArrayList<String>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        } catch (SQLException e) {
            throw new JDBCException("Tenants with scheduled work cannot be found", e);
        }
    }
}
