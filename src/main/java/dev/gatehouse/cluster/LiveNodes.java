// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import dev.gatehouse.platform.GatehouseConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.postgresql.util.PSQLException;

/**
 * The number of nodes of the deployment, which divide the deployment-wide limits. The number is configured, or counted
 * from the nodes that recently reported to the database. During an outage, the last count remains valid.
 */
@ApplicationScoped
public class LiveNodes {
    private static final Logger LOG = Logger.getLogger(LiveNodes.class);

    private static final String BEAT =
            "insert into live_node (id) values (?)" + " on conflict (id) do update set seen_at = clock_timestamp()";
    private static final String FORGET =
            "delete from live_node where seen_at < clock_timestamp() - interval '1 minute'";
    private static final String LEAVE = "delete from live_node where id = ?";
    private static final String COUNT =
            "select count(*) from live_node where seen_at > clock_timestamp() - interval '8 seconds'";

    /** Nodes of the previous version do not report. The query counts their connections by name. */
    private static final String COUNT_OLDER_TOO =
            "select greatest((" + COUNT + "), (select count(*) from pg_stat_activity"
                    + " where datname = current_database() and application_name like '" + ChangeReader.APPLICATION_NAME
                    + "%'))";

    private final OptionalInt configured;
    private final UUID node = UUID.randomUUID();
    private volatile int counted = 1;
    private boolean reported;

    LiveNodes(GatehouseConfig config, MeterRegistry metrics) {
        this.configured = config.nodes();
        metrics.gauge("gatehouse.nodes", this, LiveNodes::count);
    }

    /** Returns the number of nodes, at least one. */
    public int count() {
        return Math.max(1, configured.orElse(counted));
    }

    /**
     * Reports this node as live and counts the live nodes. The caller repeats the call every few seconds.
     *
     * @param direct whether no pooler is between this node and the database; a pooler changes the names of connections
     * @throws SQLException if the connection is broken, but not if the database rejects the statement
     */
    void beat(Connection connection, boolean direct) throws SQLException {
        try (var beat = ofThis(connection, BEAT);
                var statement = connection.createStatement()) {
            beat.executeUpdate();
            statement.executeUpdate(FORGET);
            try (var rows = statement.executeQuery(direct ? COUNT_OLDER_TOO : COUNT)) {
                rows.next();
                counted = rows.getInt(1);
            }
        } catch (PSQLException e) {
            if (e.getServerErrorMessage() == null) {
                throw e;
            }
            refused(e);
        }
    }

    /** Removes this node from the live nodes. */
    void leave(Connection connection) throws SQLException {
        try (var leave = ofThis(connection, LEAVE)) {
            leave.executeUpdate();
        }
    }

    private PreparedStatement ofThis(Connection connection, String query) throws SQLException {
        var statement = connection.prepareStatement(query);
        statement.setObject(1, node);
        return statement;
    }

    private void refused(PSQLException e) {
        if (!reported) {
            reported = true;
            LOG.warnf("Nodes cannot be counted; configure gatehouse.nodes: %s", e.getMessage());
        }
    }
}
