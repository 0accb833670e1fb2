// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.TimeSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * The rows of a tenant in all tables, for the deletion of tenants whose waiting period is over. Every transaction
 * checks the waiting period first. A lock lets one node at a time delete.
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
        /** Another node deletes, or the tenant is no longer to be deleted. */
        NOT_NOW
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
        if (!isDue(tenant)) {
            return Progress.NOT_NOW;
        }
        var deleted = entityManager
                .createNativeQuery("""
                        delete from "%1$s" where tenant_id = :tenant and ctid = any (array(
                          select ctid from "%1$s" where tenant_id = :tenant limit :batch))""".formatted(table))
                .setParameter("tenant", tenant)
                .setParameter("batch", BATCH)
                .executeUpdate();
        return deleted == 0 ? Progress.DONE : Progress.MORE;
    }

    /** Deletes a tenant without rows. Returns false if the tenant has rows or cannot be deleted now. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean deleteTenant(String tenant) {
        if (!isDue(tenant) || tables().stream().anyMatch(table -> hasRows(tenant, table))) {
            return false;
        }
        return entityManager
                        .createNativeQuery("delete from tenant where id = :tenant")
                        .setParameter("tenant", tenant)
                        .executeUpdate()
                > 0;
    }

    /**
     * Returns whether this transaction may delete rows of a tenant: no other node does, and the waiting period is over.
     * The row of the tenant is locked, so that nobody can call the deletion off meanwhile.
     */
    private boolean isDue(String tenant) {
        return lock.tryToTake(AdvisoryLock.Work.TENANT_DELETION)
                && !entityManager
                        .createNativeQuery(
                                "select id from tenant where id = :tenant and delete_after <= :now for update")
                        .setParameter("tenant", tenant)
                        .setParameter("now", time.now())
                        .getResultList()
                        .isEmpty();
    }

    private boolean hasRows(String tenant, String table) {
        return Boolean.TRUE.equals(entityManager
                .createNativeQuery("select exists (select from \"%s\" where tenant_id = :tenant)".formatted(table))
                .setParameter("tenant", tenant)
                .getSingleResult());
    }
}
