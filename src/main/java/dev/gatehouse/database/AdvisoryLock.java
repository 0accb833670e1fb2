// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** PostgreSQL advisory locks, for work that only one node may do at a time. */
@ApplicationScoped
public class AdvisoryLock {
    private final EntityManager entityManager;

    /** The kinds of work that one node does at a time. The number is the key of the lock in the database. */
    public enum Work {
        FIRST_START(0x67617465_00000001L),
        HOUSEKEEPING(0x67617465_00000002L),
        SIGNING_KEYS(0x67617465_00000003L),
        CONFIGURATION_FILES(0x67617465_00000004L);

        private final long key;

        Work(long key) {
            this.key = key;
        }
    }

    AdvisoryLock(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Waits for the lock of the work and holds the lock until the current transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(Work work) {
        take(work.key);
    }

    /** Waits for the lock of a pair of IDs and holds the lock until the current transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeFor(UUID one, UUID other) {
        take(Sha256.of(one + "/" + other).a());
    }

    private void take(long key) {
        entityManager
                .createNativeQuery("select cast(pg_advisory_xact_lock(:key) as text)")
                .setParameter("key", key)
                .getSingleResult();
    }

    /** Takes the lock without waiting. Returns false if another transaction holds the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean tryToTake(Work work) {
        return Boolean.TRUE.equals(entityManager
                .createNativeQuery("select pg_try_advisory_xact_lock(:key)")
                .setParameter("key", work.key)
                .getSingleResult());
    }
}
