// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import dev.gatehouse.database.embedded.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A PgBouncer process in front of a database, on a free port, with one pool in session mode and one in transaction
 * mode.
 */
public final class PgBouncer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServerProcess server;
    private final DatabaseAddress database;

    private PgBouncer(ServerProcess server, DatabaseAddress database) {
        this.server = server;
        this.database = database;
    }

    /** The pooling modes: a server connection is assigned for a client's whole connection or for one transaction. */
    public enum Mode {
        SESSION,
        TRANSACTION
    }

    /** Starts PgBouncer. Skips or fails the test as described at {@link Tools#need}. */
    public static PgBouncer start(Path directory, DatabaseAddress database) {
        Tools.need("pgbouncer");
        var log = List.of(directory.resolve("pgbouncer.log"));
        try {
            var server = ServerProcess.start("PgBouncer", PATIENCE, log, port -> command(directory, database, port));
            var bouncer = new PgBouncer(server, database);
            try {
                await().atMost(PATIENCE).until(bouncer::answers);
            } catch (ConditionTimeoutException timeout) {
                bouncer.close();
                throw new AssertionError("PgBouncer does not answer:\n" + ServerProcess.read(log), timeout);
            }
            return bouncer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder command(Path directory, DatabaseAddress database, int port) throws IOException {
        var at = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        var users = directory.resolve("users.txt");
        Files.writeString(users, "\"%s\" \"%s\"%n".formatted(database.username(), database.password()));
        var configuration = directory.resolve("pgbouncer.ini");
        var target = "host=127.0.0.1 port=%d dbname=%s"
                .formatted(at.getPort(), at.getPath().substring(1));
        Files.writeString(configuration, """
                [databases]
                session = %1$s pool_mode=session
                transaction = %1$s pool_mode=transaction
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %2$d
                unix_socket_dir =
                auth_type = plain
                auth_file = %3$s
                ignore_startup_parameters = extra_float_digits
                max_client_conn = 500
                default_pool_size = 60
                """.formatted(target, port, users));
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.addAll(List.of(Tools.path("pgbouncer").toString(), configuration.toString()));
        return new ProcessBuilder(command);
    }

    /** Returns the address of the database behind a pool. */
    public DatabaseAddress address(Mode mode) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/"
                        + (mode == Mode.SESSION ? "session" : "transaction"),
                database.username(),
                database.password());
    }

    /** Returns the options that connect a node through a pool. */
    public String[] options(Mode mode) {
        var through = address(mode);
        return PackagedGatehouse.database(
                through.jdbcUrl(),
                Objects.requireNonNull(through.username()),
                Objects.requireNonNull(through.password()));
    }

    private boolean answers() {
        try {
            address(Mode.TRANSACTION).connect().close();
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
