// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.postgresql.jdbc.PgConnection;

/**
 * The pooled connections to the database. Statements have no time limit while the server responds to the change reader;
 * when the server stops responding, {@link #breakOff} ends all waits. Only connecting has a time limit,
 * {@code socketTimeout}; this class removes the limit from open connections.
 *
 * <p>Behind a pooler, statements are not prepared on the server unless the URL has {@value #PREPARE_THRESHOLD}. The
 * pooler may assign each transaction another session, in which earlier statements are not prepared.
 */
@ApplicationScoped
public class DatabaseConnections implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(DatabaseConnections.class);
    private static final String PREPARE_THRESHOLD = "prepareThreshold";

    private final Set<PgConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile boolean behindPooler;

    /** The argument is a temporary wrapper, so the set keeps the connection of the driver. */
    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            var own = connection.unwrap(PgConnection.class);
            if (!UnpooledConnections.isDirect(own)) {
                behindPooler = true;
                disablePreparedStatements(own);
            }
            own.setNetworkTimeout(Runnable::run, 0);
            open.add(own);
        } catch (SQLException e) {
            LOG.warnf("A new connection broke: %s", e.getMessage());
        }
    }

    private void disablePreparedStatements(PgConnection own) throws SQLException {
        if (own.getURL().contains(PREPARE_THRESHOLD + "=")) {
            return;
        }
        own.setPrepareThreshold(0);
        if (reported.compareAndSet(false, true)) {
            LOG.infof(
                    "A connection pooler stands before PostgreSQL: statements are not prepared on the server unless %s is set"
                            + " in quarkus.datasource.jdbc.url",
                    PREPARE_THRESHOLD);
        }
    }

    @Override
    public void onConnectionDestroy(Connection connection) {
        try {
            open.remove(connection.unwrap(PgConnection.class));
        } catch (SQLException e) {
            LOG.debug("A connection that is not PostgreSQL's was closed", e);
        }
    }

    /**
     * Returns whether a pooler is between the pool and the server. A client that waits for a session of the pooler gets
     * no response even from a healthy server.
     */
    boolean areBehindPooler() {
        return behindPooler;
    }

    /** Closes all connections without notifying the server. Threads that wait for a response fail immediately. */
    void breakOff() {
        // Connection.abort needs a permission that JDKs since 24 do not grant.
        for (var connections = open.iterator(); connections.hasNext(); ) {
            connections.next().getQueryExecutor().abort();
            connections.remove();
        }
    }
}
