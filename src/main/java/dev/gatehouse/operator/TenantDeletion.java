// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.database.ScheduledWork;
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
    private static final int BATCH = 1_000;
    private static final int TENANTS = 100;
    private static final int NOT_NOW = -1;

    /**
     * The tables of tenants, such that each one comes before the tables that its foreign keys refer to. PostgreSQL
     * knows them, so that no table is forgotten.
     */
    private static final String TABLES = """
            with recursive owned as (
              select c.oid, c.relname from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
              where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> 'tenant'),
            depth as (
              select oid, 0 as level from owned
              union
              select f.confrelid, d.level + 1 from depth d
              join pg_constraint f on f.conrelid = d.oid and f.contype = 'f' and f.confrelid <> d.oid
              join owned o on o.oid = f.confrelid
              where d.level < 20)
            select o.relname::text from owned o join depth d on d.oid = o.oid
            group by o.relname order by max(d.level), o.relname""";

    private final ScheduledWork scheduled;
    private final TenantHosts hosts;
    private final CurrentTenant current;
    private final TimeSource time;
    private final AdvisoryLock lock;
    private final EntityManager entityManager;
    private final AuditLog audit;
    private volatile boolean stopping;

    TenantDeletion(
            ScheduledWork scheduled,
            TenantHosts hosts,
            CurrentTenant current,
            TimeSource time,
            AdvisoryLock lock,
            EntityManager entityManager,
            AuditLog audit) {
        this.scheduled = scheduled;
        this.hosts = hosts;
        this.current = current;
        this.time = time;
        this.lock = lock;
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
            var tables = tables();
            due.forEach(tenant -> delete(tenant, tables));
        }
        return true;
    }

    private List<String> tables() {
        List<?> tables = QuarkusTransaction.requiringNew()
                .call(() ->
                        entityManager.createNativeQuery(TABLES, String.class).getResultList());
        return tables.stream().map(String::valueOf).toList();
    }

    private void delete(String tenant, List<String> tables) {
        for (var table : tables) {
            var deleted = BATCH;
            while (deleted > 0) {
                deleted = stopping ? NOT_NOW : deleteBatch(tenant, table);
            }
            if (deleted == NOT_NOW) {
                return;
            }
        }
        if (QuarkusTransaction.requiringNew().call(() -> deleteRow(tenant))) {
            LOG.infof("Deleted the tenant %s", tenant);
            audit.record(AuditEvent.success(AuditAction.TENANT_DELETED)
                    .by(InitialContent.ACTOR)
                    .target(tenant));
        }
    }

    /** Returns the number of deleted rows, or {@link #NOT_NOW} while another node is at work. */
    private int deleteBatch(String tenant, String table) {
        return QuarkusTransaction.requiringNew()
                .call(() -> lock.tryToTake(AdvisoryLock.Work.TENANT_DELETION)
                        ? entityManager
                                .createNativeQuery("""
                                        delete from "%1$s" where ctid = any (array(
                                          select ctid from "%1$s" where tenant_id = :tenant and exists (
                                            select from tenant where id = :tenant and delete_after <= :now)
                                          limit :batch))""".formatted(table))
                                .setParameter("tenant", tenant)
                                .setParameter("now", time.now())
                                .setParameter("batch", BATCH)
                                .executeUpdate()
                        : NOT_NOW);
    }

    /** Deletes the row of the tenant, after its other rows. */
    private boolean deleteRow(String tenant) {
        return lock.tryToTake(AdvisoryLock.Work.TENANT_DELETION)
                && entityManager
                                .createNativeQuery("delete from tenant where id = :tenant and delete_after <= :now")
                                .setParameter("tenant", tenant)
                                .setParameter("now", time.now())
                                .executeUpdate()
                        > 0;
    }
}
