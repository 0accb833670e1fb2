// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.TimeSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * The rows of a tenant in all tables, for the deletion of tenants whose waiting period is over. Every statement checks
 * the waiting period, so that no row of another tenant can be deleted. A lock lets one node at a time delete.
 */
@ApplicationScoped
public class TenantRows {
    private static final int BATCH = 1_000;

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

    private final AdvisoryLock lock;
    private final TimeSource time;
    private final EntityManager entityManager;

    /** The result of one batch. */
    public enum Progress {
        /** The table may have more rows of the tenant. */
        MORE,
        /** The table has no more rows of the tenant. */
        DONE,
        /** Another node holds the lock. */
        LOCKED
    }

    TenantRows(AdvisoryLock lock, TimeSource time, EntityManager entityManager) {
        this.lock = lock;
        this.time = time;
        this.entityManager = entityManager;
    }

    /** Returns the tables with rows of tenants, in the order of deletion. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<String> tables() {
        List<?> tables = entityManager.createNativeQuery(TABLES).getResultList();
        return tables.stream().map(String::valueOf).toList();
    }

    /** Deletes a batch of rows of a tenant from a table of {@link #tables}. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public Progress deleteBatch(String tenant, String table) {
        if (!lock.tryToTake(AdvisoryLock.Work.TENANT_DELETION)) {
            return Progress.LOCKED;
        }
        var deleted = entityManager
                .createNativeQuery("""
                        delete from "%1$s" where ctid = any (array(
                          select ctid from "%1$s" where tenant_id = :tenant and exists (
                            select from tenant where id = :tenant and delete_after <= :now)
                          limit :batch))""".formatted(table))
                .setParameter("tenant", tenant)
                .setParameter("now", time.now())
                .setParameter("batch", BATCH)
                .executeUpdate();
        return deleted == 0 ? Progress.DONE : Progress.MORE;
    }

    /** Deletes a tenant without rows. Returns false if another node holds the lock or the tenant has rows. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean deleteTenant(String tenant) {
        if (!lock.tryToTake(AdvisoryLock.Work.TENANT_DELETION)
                || tables().stream().anyMatch(table -> hasRows(tenant, table))) {
            return false;
        }
        return entityManager
                        .createNativeQuery("delete from tenant where id = :tenant and delete_after <= :now")
                        .setParameter("tenant", tenant)
                        .setParameter("now", time.now())
                        .executeUpdate()
                > 0;
    }

    private boolean hasRows(String tenant, String table) {
        return Boolean.TRUE.equals(entityManager
                .createNativeQuery("select exists (select from \"%s\" where tenant_id = :tenant)".formatted(table))
                .setParameter("tenant", tenant)
                .getSingleResult());
    }
}
