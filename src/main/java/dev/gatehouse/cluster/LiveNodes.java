// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.TimeSource;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ApplicationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import org.hibernate.JDBCException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * The nodes of the deployment, which divide the deployment-wide limits. Their number is configured, or counted from the
 * nodes that recently reported to the database. During an outage, the last count remains valid.
 */
@ApplicationScoped
public class LiveNodes {
    private static final Logger LOG = Logger.getLogger(LiveNodes.class);

    /** The start is a time of the database's clock, as all times of this table are. */
    private static final String BEAT = "insert into live_node (id, version, started_at)"
            + " values (?, ?, clock_timestamp() - ? * interval '1 microsecond')"
            + " on conflict (id) do update set seen_at = clock_timestamp()";

    private static final String FORGET =
            "delete from live_node where seen_at < clock_timestamp() - interval '1 minute'";
    private static final String LEAVE = "delete from live_node where id = ?";
    private static final String LIVE = " from live_node where seen_at > clock_timestamp() - interval '8 seconds'";
    private static final String COUNT = "select count(*)" + LIVE;
    private static final String LIST =
            "select id, version, started_at, seen_at" + LIVE + " order by started_at nulls first, id";

    /** Nodes of the previous version do not report. The query counts their connections by name. */
    private static final String COUNT_OLDER_TOO =
            "select greatest((" + COUNT + "), (select count(*) from pg_stat_activity"
                    + " where datname = current_database() and application_name like '" + ChangeReader.APPLICATION_NAME
                    + "%'))";

    /** The width of the column. */
    private static final int MAX_VERSION = 100;

    private final OptionalInt configured;
    private final @Nullable String version;
    private final TimeSource time;
    private final AgroalDataSource dataSource;
    private final long startedAtNanos;
    private final UUID node = UUID.randomUUID();
    private volatile int counted = 1;
    private boolean reported;

    LiveNodes(
            GatehouseConfig config,
            ApplicationConfig program,
            TimeSource time,
            AgroalDataSource dataSource,
            MeterRegistry metrics) {
        this.configured = config.nodes();
        this.version = program.version()
                .map(text -> text.substring(0, Math.min(text.length(), MAX_VERSION)))
                .orElse(null);
        this.time = time;
        this.dataSource = dataSource;
        this.startedAtNanos = time.nanos();
        metrics.gauge("gatehouse.nodes", this, LiveNodes::count);
    }

    /** Returns the number of nodes, at least one. */
    public int count() {
        return Math.max(1, configured.orElse(counted));
    }

    /**
     * Returns the nodes that reported in the last eight seconds, those that started first at the beginning. The
     * configured number of nodes does not change the list.
     */
    public List<LiveNode> list() {
        try (var connection = dataSource.getConnection();
                var select = connection.prepareStatement(LIST);
                var rows = select.executeQuery()) {
            var nodes = new ArrayList<LiveNode>();
            while (rows.next()) {
                nodes.add(new LiveNode(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        instant(rows, 3),
                        Objects.requireNonNull(instant(rows, 4))));
            }
            return nodes;
        } catch (SQLException e) {
            throw new JDBCException("The live nodes cannot be read", e);
        }
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        var read = rows.getObject(column, OffsetDateTime.class);
        return read == null ? null : read.toInstant();
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
            beat.setString(2, version);
            beat.setLong(3, (time.nanos() - startedAtNanos) / 1_000);
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
