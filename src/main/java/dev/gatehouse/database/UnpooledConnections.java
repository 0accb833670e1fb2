package dev.gatehouse.database;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.security.SimplePassword;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.jdbc.PgConnection;

/**
 * Connections to the database beside the pool, to the same address and with the same properties. They speak the simple query
 * protocol: no statement is prepared in a session that a pooler may lend to another client, and no portal keeps a snapshot
 * of an open transaction, for which {@code create index concurrently} would wait.
 */
@ApplicationScoped
public class UnpooledConnections {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final AgroalDataSource dataSource;

    UnpooledConnections(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Connects to the pool's address, within seconds.
     *
     * @param applicationName by which the database knows the connection
     */
    public PgConnection open(String applicationName) throws SQLException {
        return open(
                dataSource
                        .getConfiguration()
                        .connectionPoolConfiguration()
                        .connectionFactoryConfiguration()
                        .jdbcUrl(),
                applicationName);
    }

    /** Connects to another address with the pool's user, password and properties. */
    public PgConnection open(String jdbcUrl, String applicationName) throws SQLException {
        var factory =
                dataSource.getConfiguration().connectionPoolConfiguration().connectionFactoryConfiguration();
        var properties = new Properties();
        properties.putAll(factory.jdbcProperties());
        if (factory.principal() != null) {
            properties.setProperty("user", factory.principal().getName());
        }
        factory.credentials().stream()
                .filter(SimplePassword.class::isInstance)
                .map(SimplePassword.class::cast)
                .findFirst()
                .ifPresent(password -> properties.setProperty("password", password.getWord()));
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("preferQueryMode", "simple");
        if (new Driver().connect(jdbcUrl, properties) instanceof PgConnection postgres) {
            return postgres;
        }
        throw new SQLException("the database is not PostgreSQL");
    }

    /**
     * Whether a connection leads to the server itself: a pooler tells its clients a process id of its own making, as the
     * server's process changes under them.
     */
    public static boolean isDirect(PgConnection connection) throws SQLException {
        return connection.getBackendPID() == backendPid(connection);
    }

    /** The server's process that answers now. */
    public static int backendPid(PgConnection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
