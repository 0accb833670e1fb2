// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A database of its own for a distributed Gatehouse. The functions of Citus in the database record their calls and refuse
 * the tables that Citus refuses, but distribute nothing.
 */
public final class CitusStandIn implements QuarkusTestResourceLifecycleManager {
    private static final String URL = "test-citus.jdbc-url";

    /** Runs a test on this database. */
    public static final class Profile implements QuarkusTestProfile {
        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(CitusStandIn.class));
        }
    }

    @Override
    public Map<String, String> start() {
        var url = create();
        System.setProperty(URL, url);
        return Map.of(
                "quarkus.datasource.jdbc.url",
                url,
                "quarkus.datasource.username",
                PostgresResource.username(),
                "quarkus.datasource.password",
                PostgresResource.password(),
                "gatehouse.database.distributed",
                "citus");
    }

    @Override
    public void stop() {
        System.clearProperty(URL);
    }

    /** Creates a database without tables. Returns the JDBC URL. */
    public static String create() {
        var url = PostgresResource.freshDatabase();
        execute(url, script());
        execute(
                url,
                "alter database " + url.substring(url.lastIndexOf('/') + 1)
                        + " set search_path = public, citus_stand_in");
        return url;
    }

    /** Returns the first column of all rows as text, in the database of the running test. */
    public static List<String> texts(String query) {
        return PostgresResource.texts(url(), query);
    }

    /** Executes statements in the database of the running test. */
    public static void execute(String sql) {
        execute(url(), sql);
    }

    /** Executes statements in a database that {@link #create} returned. */
    public static void execute(String url, String sql) {
        try (var connection = PostgresResource.connect(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String url() {
        return Objects.requireNonNull(System.getProperty(URL));
    }

    private static String script() {
        try (var script = CitusStandIn.class.getResourceAsStream("/citus-stand-in.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
