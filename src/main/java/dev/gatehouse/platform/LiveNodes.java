package dev.gatehouse.platform;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalInt;
import org.jboss.logging.Logger;
import org.postgresql.util.PSQLException;

/**
 * How many nodes this deployment has, which share what is counted on each of them: those that listen for changes, as the
 * database lists them, or what is configured. It is asked every few seconds on the listening connection; while nobody
 * answers, what was known last holds.
 */
@ApplicationScoped
public class LiveNodes {
    /** By which the database knows the listening connection of a node. A pooler may add to it. */
    static final String APPLICATION_NAME = "gatehouse-invalidations";

    private static final Logger LOG = Logger.getLogger(LiveNodes.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String COUNT = "select count(*) from pg_stat_activity where datname = current_database()"
            + " and application_name like '" + APPLICATION_NAME + "%'";

    private final OptionalInt configured;
    private volatile int counted = 1;
    private long askedAt = System.nanoTime() - EVERY.toNanos();
    private boolean reported;

    public LiveNodes(GatehouseConfig config, MeterRegistry metrics) {
        this.configured = config.nodes();
        metrics.gauge("gatehouse.nodes", this, LiveNodes::count);
    }

    /** At least one: this one. */
    public int count() {
        return Math.max(1, configured.orElse(counted));
    }

    /**
     * Counts them if it is time to.
     *
     * @throws SQLException when the connection is broken, but not where the database refuses to tell
     */
    void ask(Connection connection) throws SQLException {
        if (configured.isPresent() || System.nanoTime() - askedAt < EVERY.toNanos()) {
            return;
        }
        askedAt = System.nanoTime();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(COUNT)) {
            rows.next();
            counted = rows.getInt(1);
        } catch (PSQLException e) {
            if (e.getServerErrorMessage() == null) {
                throw e;
            }
            refused(e);
        }
    }

    private void refused(PSQLException e) {
        if (!reported) {
            reported = true;
            LOG.warnf("Nodes cannot be counted; configure gatehouse.nodes: %s", e.getMessage());
        }
    }
}
