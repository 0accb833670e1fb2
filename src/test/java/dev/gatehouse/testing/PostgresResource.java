// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import dev.gatehouse.database.embedded.DatabaseAddress;
import dev.gatehouse.database.embedded.EmbeddedDatabase;
import dev.gatehouse.database.embedded.EmbeddedDatabase.Durability;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * One embedded PostgreSQL for a whole test run. The first user starts the server, and the server ends with the JVM.
 * System properties hold the address because several class loaders may load this class.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "test-postgres.jdbc-url";
    private static final String USERNAME = "test-postgres.username";
    private static final String PASSWORD = "test-postgres.password";

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl(),
                "quarkus.datasource.username", username(),
                "quarkus.datasource.password", password());
    }

    /** Keeps the server for the following tests. */
    @Override
    public void stop() {}

    public static String jdbcUrl() {
        return property(URL);
    }

    public static String username() {
        return property(USERNAME);
    }

    public static String password() {
        return property(PASSWORD);
    }

    /** Opens a connection to the application's database. */
    public static Connection connect() throws SQLException {
        return connect(jdbcUrl());
    }

    /** Opens a connection to a database that {@link #freshDatabase} returned. */
    public static Connection connect(String jdbcUrl) throws SQLException {
        return new DatabaseAddress(jdbcUrl, username(), password()).connect();
    }

    /** Creates an empty database on the same server for the same user. Returns the JDBC URL. */
    public static String freshDatabase() {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
    }

    /** Returns all rows of all tables as text. Tests search the text for values that must not be stored. */
    public static String dump() {
        return dump(jdbcUrl());
    }

    /** Returns all rows of a database that {@link #freshDatabase} returned. */
    public static String dump(String jdbcUrl) {
        try (var connection = connect(jdbcUrl)) {
            var text = new StringBuilder();
            for (String table : column(
                    connection,
                    "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
                text.append("-- ").append(table).append('\n');
                for (String row : column(connection, "SELECT ROW(t.*)::text FROM public." + table + " t")) {
                    text.append(row).append('\n');
                }
            }
            return text.toString();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns the first column of all rows of a query, as text, in a database that {@link #freshDatabase} returned. */
    public static List<String> texts(String jdbcUrl, String query) {
        try (var connection = connect(jdbcUrl)) {
            return column(connection, query);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Runs the migrations up to a version, or {@code latest}, in a database that {@link #freshDatabase} returned. */
    public static void migrate(String jdbcUrl, String target) {
        var configuration = Flyway.configure()
                .dataSource(
                        jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "preferQueryMode=simple",
                        username(),
                        password())
                .locations("classpath:db/migration")
                .mixed(true)
                .target(target);
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(true);
        configuration.load().migrate();
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static String property(String name) {
        synchronized (System.getProperties()) {
            if (System.getProperty(URL) == null) {
                startServer();
            }
            return System.getProperty(name);
        }
    }

    private static void startServer() {
        try {
            Path directory = Files.createTempDirectory("gatehouse-test-");
            EmbeddedDatabase database = EmbeddedDatabase.in(directory, Durability.EXPENDABLE);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                database.close();
                delete(directory);
            }));
            DatabaseAddress address = database.start();
            System.setProperty(USERNAME, address.username());
            System.setProperty(PASSWORD, address.password());
            System.setProperty(URL, address.jdbcUrl());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).collect(Collectors.toList())) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            System.err.println("The test database was not deleted: " + failure);
        }
    }
}
