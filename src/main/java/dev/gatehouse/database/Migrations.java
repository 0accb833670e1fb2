// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.StartupFailure;
import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collection;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of Flyway for schema changes while other nodes use the database. The lock that admits one node at a
 * time belongs to a transaction, because a pooler keeps a transaction in one session but may lend a session to others.
 * A concurrent index build does not wait for that transaction, because the transaction holds no snapshot between
 * statements: see {@link UnpooledConnections}.
 *
 * <p>The scripts in {@code db/citus} are part of every build, because Quarkus collects the locations of Flyway when it
 * builds the program. They are executed only in a distributed database.
 */
@Singleton
class Migrations implements FlywayConfigurationCustomizer {
    private static final String APPLICATION_NAME = "gatehouse-migration";

    /** The location of the scripts that distribute the tables. */
    private static final String CITUS = "db/citus/";

    /** The table in which Citus lists the tables that it distributes. It exists if the extension exists. */
    private static final String HAS_EXTENSION = "select to_regclass('pg_dist_partition') is not null";

    private static final String IS_DISTRIBUTED = "select exists (select from pg_dist_partition"
            + " where logicalrelid = to_regclass('settings') and partmethod = 'h')";

    private final UnpooledConnections connections;
    private final GatehouseConfig config;

    Migrations(UnpooledConnections connections, GatehouseConfig config) {
        this.connections = connections;
        this.config = config;
    }

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(true);
        // A migration that fills a large table commits in batches, and then builds indexes on the filled table
        configuration.mixed(true);
        var direct = config.migrationUrl().filter(url -> !url.isBlank());
        if (direct.isPresent() && !direct.get().startsWith("jdbc:postgresql:")) {
            throw new StartupFailure("The database URL in gatehouse.migration-url must start with jdbc:postgresql:");
        }
        var dataSource = new Connections(direct.orElse(null));
        configuration.dataSource(dataSource);
        switch (config.database().distributed()) {
            case CITUS -> requireExtension(dataSource);
            case NONE -> {
                requireNoDistribution(dataSource);
                configuration.resourceProvider(new OtherLocations(configuration.getResourceProvider()));
            }
        }
    }

    private static void requireExtension(DataSource dataSource) {
        if (!ask(dataSource, HAS_EXTENSION)) {
            throw new StartupFailure(
                    "gatehouse.database.distributed is citus, but the database has no extension citus."
                            + " Execute CREATE EXTENSION citus as a superuser in the database on every server, or remove the key.");
        }
    }

    private static void requireNoDistribution(DataSource dataSource) {
        if (ask(dataSource, HAS_EXTENSION) && ask(dataSource, IS_DISTRIBUTED)) {
            throw new StartupFailure(
                    "Citus distributes the tables of the database." + " Set gatehouse.database.distributed to citus.");
        }
    }

    private static boolean ask(DataSource dataSource, String question) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not say whether it is distributed", e);
        }
    }

    /** The scripts of all locations except {@link #CITUS}. */
    private record OtherLocations(ResourceProvider all) implements ResourceProvider {
        @Override
        public @Nullable LoadableResource getResource(String name) {
            return all.getResource(name);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return all.getResources(prefix, suffixes).stream()
                    .filter(resource -> !resource.getAbsolutePath().startsWith(CITUS))
                    .toList();
        }
    }

    /** The data source of Flyway. */
    private final class Connections implements DataSource {
        private final @Nullable String direct;

        /**
         * Creates a data source.
         *
         * @param direct the JDBC URL of the server; null means the URL of the pool
         */
        private Connections(@Nullable String direct) {
            this.direct = direct;
        }

        @Override
        public Connection getConnection() throws SQLException {
            var connection =
                    direct == null ? connections.open(APPLICATION_NAME) : connections.open(direct, APPLICATION_NAME);
            connection.setNetworkTimeout(Runnable::run, 0);
            return connection;
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException("the user is configured");
        }

        @Override
        public @Nullable PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(@Nullable PrintWriter out) {
            // no logging
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // connecting has a time limit already
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("nothing is wrapped");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
