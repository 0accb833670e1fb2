// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.embedded;

import dev.gatehouse.platform.StartupFailure;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The address and credentials of a PostgreSQL database. {@link #connect} serves the startup before the connection pool
 * exists, with a time limit of a few seconds.
 */
public record DatabaseAddress(
        String jdbcUrl, @Nullable String username, @Nullable String password) {

    private static final String PATIENCE_SECONDS = "5";
    private static final String NO_ANSWER = "it does not answer within " + PATIENCE_SECONDS + " seconds";

    public DatabaseAddress {
        Objects.requireNonNull(jdbcUrl);
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new StartupFailure(
                    "The database URL in quarkus.datasource.jdbc.url must start with jdbc:postgresql:");
        }
    }

    /** Opens one connection, or fails within a few seconds. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("loginTimeout", PATIENCE_SECONDS);
        properties.setProperty("connectTimeout", PATIENCE_SECONDS);
        properties.setProperty("ApplicationName", "gatehouse");
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        Connection connection = driver().connect(jdbcUrl, properties);
        return Objects.requireNonNull(connection, "a URL that is not for PostgreSQL");
    }

    /**
     * Returns when the database accepts a connection.
     *
     * @throws StartupFailure if no connection is possible; the message names the reason but never the password
     */
    public void requireAnswer() {
        try {
            connect().close();
        } catch (SQLException failure) {
            throw new StartupFailure(
                    "The database at " + this + " cannot be used: " + reason(failure)
                            + "; check quarkus.datasource.jdbc.url, quarkus.datasource.username and"
                            + " quarkus.datasource.password.",
                    failure);
        }
    }

    /** Avoids {@link java.sql.DriverManager}, which finds different drivers for different class loaders. */
    private static Driver driver() {
        try {
            return Class.forName("org.postgresql.Driver")
                    .asSubclass(Driver.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String reason(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return switch (state) {
            case "28P01", "28000" -> "it rejects the user name or the password";
            case "3D000" -> "there is no database of that name";
            case "53300" -> "it has no connection left";
            case "57P03" -> "it is starting up or shutting down";
            default -> reason(failure, failure);
        };
    }

    private static String reason(SQLException failure, Throwable cause) {
        return switch (cause) {
            case UnknownHostException _ -> "the host name is unknown";
            case ConnectException _ -> "nothing accepts connections there";
            case NoRouteToHostException _ -> "there is no route to the host";
            case SocketTimeoutException _ -> NO_ANSWER;
            default -> {
                Throwable next = cause.getCause();
                if (next != null) {
                    yield reason(failure, next);
                }
                yield driversWords(failure);
            }
        };
    }

    private static String driversWords(SQLException failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        return message.contains("timed out")
                ? NO_ANSWER
                : message.lines().findFirst().orElse("no reason given").replaceAll("[.;\\s]+$", "");
    }

    /** Returns the URL without parameters, because a parameter may be a password. */
    @Override
    public String toString() {
        int parameters = jdbcUrl.indexOf('?');
        return parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
    }
}
