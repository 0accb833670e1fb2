// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import dev.gatehouse.database.embedded.DatabaseAddress;
import dev.gatehouse.database.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A durable PostgreSQL server on a fixed port. The test stops, starts and freezes the server to simulate maintenance
 * and outages.
 */
public final class ExternalPostgres implements AutoCloseable {

    /** The shutdown modes of {@code pg_ctl stop}. */
    public enum Stop {
        /** Ends the sessions and writes all data. */
        FAST("INT"),
        /** Aborts the server, which recovers from its write-ahead log at the next start. */
        IMMEDIATE("QUIT");

        private final String signal;

        Stop(String signal) {
            this.signal = signal;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private final Path directory;
    private final Path cluster;
    private final Path programs;
    private final DatabaseAddress address;
    private final int port;
    private Process server;

    private ExternalPostgres(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        try (var creator = EmbeddedDatabase.in(directory)) {
            var first = creator.start();
            this.address = new DatabaseAddress(
                    first.jdbcUrl().replaceFirst(":\\d+/", ":" + port + "/"), first.username(), first.password());
        }
        var home = directory.resolve("postgresql");
        this.cluster = home.resolve("cluster");
        try (var found = Files.newDirectoryStream(home, "programs-*")) {
            this.programs = found.iterator().next().resolve("bin");
        }
        this.server = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Starts a server on a free port. */
    public static ExternalPostgres create() {
        try {
            for (var attempt = 1; ; attempt++) {
                var postgres = new ExternalPostgres(
                        Files.createTempDirectory("gatehouse-postgres-"), ServerProcess.freePort());
                if (postgres.isReady()) {
                    return postgres;
                }
                var log = postgres.log();
                postgres.close();
                if (attempt == ATTEMPTS) {
                    throw new AssertionError("PostgreSQL does not start:\n" + log);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public DatabaseAddress address() {
        return address;
    }

    /** Starts the server and returns when the server accepts connections. */
    public void start() {
        try {
            server = launch();
            if (!isReady()) {
                throw new AssertionError("PostgreSQL does not start:\n" + log());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until the server accepts connections or exits. Returns whether the server is running. */
    private boolean isReady() {
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> !server.isAlive() || answers());
        return server.isAlive();
    }

    private String log() throws IOException {
        return Files.readString(logFile());
    }

    private Path logFile() {
        return directory.resolve("server.log");
    }

    private Process launch() throws IOException {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.addAll(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                cluster.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=150"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                .start();
    }

    /** Stops the server and returns when its process has exited. */
    public void stop(Stop how) {
        signal(how.signal, List.of(server.pid()));
        await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> !server.isAlive());
    }

    /** Suspends the processes: connections stay open but get no answers, as when a server's disk hangs. */
    public void freeze() {
        signal("STOP", processes());
    }

    public void thaw() {
        signal("CONT", processes());
    }

    @Override
    public synchronized void close() {
        if (!Files.exists(directory)) {
            return;
        }
        if (server.isAlive()) {
            thaw();
            stop(Stop.IMMEDIATE);
        }
        TemporaryDirectories.remove(directory);
    }

    private boolean answers() {
        try {
            address.connect().close();
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private List<Long> processes() {
        return Stream.concat(Stream.of(server.toHandle()), server.descendants())
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void signal(String name, List<Long> processes) {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(pid -> command.add(Long.toString(pid)));
        try {
            // The output is discarded because kill complains about sessions that have ended in the meantime.
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
