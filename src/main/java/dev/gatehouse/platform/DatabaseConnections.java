package dev.gatehouse.platform;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.postgresql.jdbc.PgConnection;

/**
 * The pooled connections to the database. A statement may take as long as it takes while the server shows signs of life;
 * when it shows none, {@link #breakOff} ends every wait for it. Only connecting has a limit of its own,
 * {@code socketTimeout}, which is lifted here once there is a connection.
 */
@ApplicationScoped
class DatabaseConnections implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(DatabaseConnections.class);

    private final Set<PgConnection> open = ConcurrentHashMap.newKeySet();

    /** What is passed here is a wrapper for the moment, so the driver's own connection is kept. */
    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            var own = connection.unwrap(PgConnection.class);
            own.setNetworkTimeout(Runnable::run, 0);
            open.add(own);
        } catch (SQLException e) {
            LOG.warnf("A new connection broke: %s", e.getMessage());
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

    /** Closes all connections without a word to the server: whoever waits for an answer on one of them fails at once. */
    void breakOff() {
        // Not Connection.abort, which asks for a permission that no JDK since 24 gives.
        for (var connections = open.iterator(); connections.hasNext(); ) {
            connections.next().getQueryExecutor().abort();
            connections.remove();
        }
    }
}
