// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.ScheduledWork;
import dev.gatehouse.database.TenantRows;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.host.TenantHosts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Deletes tenants at the end of their waiting period, with all their rows. Rows are deleted in batches, each in a short
 * transaction; a deletion that is interrupted goes on with the next run on any node. The row of the tenant goes last.
 */
@ApplicationScoped
class TenantDeletion {
    private static final Logger LOG = Logger.getLogger(TenantDeletion.class);
    private static final int TENANTS = 100;

    private final ScheduledWork scheduled;
    private final TenantHosts hosts;
    private final CurrentTenant current;
    private final TimeSource time;
    private final TenantRows rows;
    private final EntityManager entityManager;
    private final AuditLog audit;
    private volatile boolean stopping;

    TenantDeletion(
            ScheduledWork scheduled,
            TenantHosts hosts,
            CurrentTenant current,
            TimeSource time,
            TenantRows rows,
            EntityManager entityManager,
            AuditLog audit) {
        this.scheduled = scheduled;
        this.hosts = hosts;
        this.current = current;
        this.time = time;
        this.rows = rows;
        this.entityManager = entityManager;
        this.audit = audit;
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    /** Deletes the tenants whose waiting period is over. */
    @Scheduled(
            identity = "tenant-deletion",
            every = "{gatehouse.housekeeping-interval}",
            delayed = "{gatehouse.housekeeping-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void run() {
        if (hosts.areSeveral()) {
            scheduled.run("Tenants to delete", () -> current.call(CurrentTenant.OPERATOR, this::deleteAll));
        }
    }

    private boolean deleteAll() {
        var due = QuarkusTransaction.requiringNew()
                .call(() -> entityManager
                        .createQuery("select id from Tenant where deleteAfter <= ?1 order by deleteAfter", String.class)
                        .setParameter(1, time.now())
                        .setMaxResults(TENANTS)
                        .getResultList());
        if (!due.isEmpty()) {
            var tables = rows.tables();
            due.forEach(tenant -> delete(tenant, tables));
        }
        return true;
    }

    private void delete(String tenant, List<String> tables) {
        for (var table : tables) {
            while (!stopping && rows.deleteBatch(tenant, table) == TenantRows.Progress.MORE) {
                // the next batch
            }
        }
        if (!stopping && rows.deleteTenant(tenant)) {
            LOG.infof("Deleted the tenant %s", tenant);
            QuarkusTransaction.requiringNew()
                    .run(() -> audit.record(AuditEvent.success(AuditAction.TENANT_DELETED)
                            .by(InitialContent.ACTOR)
                            .target(tenant)));
        }
    }
}
