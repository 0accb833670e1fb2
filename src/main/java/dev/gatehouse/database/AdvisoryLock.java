package dev.gatehouse.database;

import dev.gatehouse.platform.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Lets one node at a time do what all nodes would otherwise do at once. */
@ApplicationScoped
public class AdvisoryLock {
    private final EntityManager entityManager;

    /** What is done by one node at a time; the number is the lock's key in the database. */
    public enum Work {
        FIRST_START(0x67617465_00000001L),
        HOUSEKEEPING(0x67617465_00000002L),
        SIGNING_KEYS(0x67617465_00000003L);

        private final long key;

        Work(long key) {
            this.key = key;
        }
    }

    public AdvisoryLock(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Waits until no other transaction holds the lock, and holds it until this one ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(Work work) {
        take(work.key);
    }

    /** Waits until no other transaction has a lock for the same pair of things, and holds it until this one ends. */
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

    /** The same without waiting: false when another holds it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean tryToTake(Work work) {
        return Boolean.TRUE.equals(entityManager
                .createNativeQuery("select pg_try_advisory_xact_lock(:key)")
                .setParameter("key", work.key)
                .getSingleResult());
    }
}
