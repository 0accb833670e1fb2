// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.problem.BusyException;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The shares of tenants in the database connections of this node, if the deployment has several tenants. The
 * transactions of requests pass {@link TenantTurns} before they take a connection from the pool.
 *
 * <p>A transaction within another one of the same thread never waits, because the outer transaction holds a connection.
 * Work that belongs to no request does not wait either: one thread does such work for all tenants, one after the other.
 */
@ApplicationScoped
public class ConnectionShares {
    /** The time to wait for a turn, as for a connection of the pool. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final boolean several;
    private final CurrentTenant tenant;
    private final TransactionSynchronizationRegistry transaction;
    private final Percentages percentages;
    private final TenantTurns turns;
    private final Counter refused;
    private final ThreadLocal<AtomicInteger> held = ThreadLocal.withInitial(AtomicInteger::new);

    /** The shares of tenants, in percent. */
    public interface Percentages {
        /** Returns the share of a tenant without using the database. */
        int ofConnections(String tenant);
    }

    ConnectionShares(
            GatehouseConfig config,
            CurrentTenant tenant,
            TransactionSynchronizationRegistry transaction,
            Percentages percentages,
            AgroalDataSource dataSource,
            MeterRegistry metrics) {
        this.several = config.operator().baseUrl().isPresent();
        this.tenant = tenant;
        this.transaction = transaction;
        this.percentages = percentages;
        this.turns = new TenantTurns(
                dataSource.getConfiguration().connectionPoolConfiguration().maxSize());
        this.refused = metrics.counter("gatehouse.quota.refused", "quota", "database_share");
    }

    /**
     * Waits until the current transaction may use a connection for its tenant. The end of the transaction gives the turn
     * back.
     *
     * @throws BusyException if too many transactions of the tenant wait, or for too long
     */
    void enter(String id) {
        if (!several
                || !tenant.isOfRequest()
                || transaction.getTransactionStatus() != Status.STATUS_ACTIVE
                || transaction.getResource(this) != null) {
            return;
        }
        var ofThread = held.get();
        if (ofThread.get() > 0) {
            turns.enterAtOnce(id);
        } else if (!turns.enter(id, percentages.ofConnections(id), PATIENCE)) {
            refused.increment();
            throw new BusyException("the tenant uses its share of the database");
        }
        ofThread.incrementAndGet();
        transaction.putResource(this, id);
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // the transaction still uses its connection
            }

            @Override
            public void afterCompletion(int status) {
                ofThread.decrementAndGet();
                turns.leave(id);
            }
        });
    }
}
