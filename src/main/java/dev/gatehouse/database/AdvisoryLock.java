// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.Sha256;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.UUID;
import org.hibernate.JDBCException;

/** PostgreSQL advisory locks, for work that only one node may do at a time. Locks belong to no tenant. */
@ApplicationScoped
public class AdvisoryLock {
    private final AgroalDataSource dataSource;

    /** The kinds of work that one node does at a time. The number is the key of the lock in the database. */
    public enum Work {
        FIRST_START(0x67617465_00000001L),
        HOUSEKEEPING(0x67617465_00000002L),
        SIGNING_KEYS(0x67617465_00000003L),
        TENANT_DELETION(0x67617465_00000004L),
        CONFIGURATION_FILES(0x67617465_00000005L);

        private final long key;

        Work(long key) {
            this.key = key;
        }
    }

    AdvisoryLock(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
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

    /** Waits for the lock of work of a tenant and holds the lock until the current transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void takeFor(String tenant, String work) {
        take(Sha256.of(tenant + "/" + work).a());
    }

    private void take(long key) {
        ask("select cast(pg_advisory_xact_lock(?) as text) = ''", key);
    }

    /** Takes the lock without waiting. Returns false if another transaction holds the lock. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean tryToTake(Work work) {
        return ask("select pg_try_advisory_xact_lock(?)", work.key);
    }

    /** Asks on the connection of the current transaction. */
    private boolean ask(String query, long key) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(query)) {
            statement.setLong(1, key);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new JDBCException("An advisory lock cannot be taken", e);
        }
    }
}
