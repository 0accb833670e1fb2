// SPDX-License-Identifier: Apache-2.0
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
 * Connections to the database outside the pool, with the address and properties of the pool. The connections use the
 * simple query protocol. No statement is prepared in a session that a pooler may lend to another client. No portal
 * keeps a snapshot of an open transaction, for which {@code create index concurrently} would wait.
 */
@ApplicationScoped
public class UnpooledConnections {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final AgroalDataSource dataSource;

    UnpooledConnections(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Connects to the address of the pool, or fails within seconds.
     *
     * @param applicationName the name of the connection in {@code pg_stat_activity}
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

    /** Connects to another address with the user, password and properties of the pool. */
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
     * Returns whether a connection leads directly to the server. A pooler invents a process ID for its clients, because
     * the process of the server changes during a session.
     */
    public static boolean isDirect(PgConnection connection) throws SQLException {
        return connection.getBackendPID() == backendPid(connection);
    }

    /** Returns the ID of the server process that answers now. */
    public static int backendPid(PgConnection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
