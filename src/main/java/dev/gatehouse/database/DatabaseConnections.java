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
 * The pooled connections to the database. A statement may take as long as it takes while the server shows signs of life;
 * when it shows none, {@link #breakOff} ends every wait for it. Only connecting has a limit of its own,
 * {@code socketTimeout}, which is lifted here once there is a connection.
 *
 * <p>Behind a pooler nothing is prepared on the server unless the URL has {@value #PREPARE_THRESHOLD}: the pooler may lend
 * each transaction another session, which does not know what an earlier one prepared.
 */
@ApplicationScoped
public class DatabaseConnections implements AgroalPoolInterceptor {
    private static final Logger LOG = Logger.getLogger(DatabaseConnections.class);
    private static final String PREPARE_THRESHOLD = "prepareThreshold";

    private final Set<PgConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile boolean behindPooler;

    /** What is passed here is a wrapper for the moment, so the driver's own connection is kept. */
    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            var own = connection.unwrap(PgConnection.class);
            if (!UnpooledConnections.isDirect(own)) {
                behindPooler = true;
                prepareNothing(own);
            }
            own.setNetworkTimeout(Runnable::run, 0);
            open.add(own);
        } catch (SQLException e) {
            LOG.warnf("A new connection broke: %s", e.getMessage());
        }
    }

    private void prepareNothing(PgConnection own) throws SQLException {
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

    /** Whether a pooler stands before the server: who waits there for a session hears nothing of a healthy server. */
    boolean areBehindPooler() {
        return behindPooler;
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
