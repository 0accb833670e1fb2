// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.platform.SystemTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL server that Gatehouse runs when no database is configured, with all files in {@code postgresql} below
 * the data directory. The server listens on the loopback address only and accepts only the generated password, in a
 * file that only the owner can read. The superuser cannot sign in. One process at a time owns a data directory. A
 * server that survived a killed process is reused.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** The data that a crash of the host may lose. */
    public enum Durability {
        /** Loses no committed data. */
        DURABLE,
        /** May lose all data. For tests. */
        EXPENDABLE
    }

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);
    private static final String NAME = "gatehouse";
    private static final int MAX_CONNECTIONS = 100;
    private static final int STARTS_TRIED = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> NOT_NOW_STATES = Set.of("57P03", "08001", "08006", "08004");

    private final Path home;
    private final Path cluster;
    private final Durability durability;
    private final FileChannel lockFile;
    private final FileLock lock;
    private @Nullable PostgresBinaries binaries;

    private EmbeddedDatabase(Path home, Durability durability, FileChannel lockFile, FileLock lock) {
        this.home = home;
        this.cluster = home.resolve("cluster");
        this.durability = durability;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Locks the durable database in {@code dataDir}, without starting the server. */
    public static EmbeddedDatabase in(Path dataDir) {
        return in(dataDir, Durability.DURABLE);
    }

    /**
     * Locks the database in {@code dataDir}, without starting the server.
     *
     * @throws StartupFailure if the directory cannot be written or another process owns the directory
     */
    public static EmbeddedDatabase in(Path dataDir, Durability durability) {
        Path directory = dataDir.toAbsolutePath().normalize();
        Path home = directory.resolve("postgresql");
        try {
            Files.createDirectories(directory);
            Files.createDirectories(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            requireOwnership(home);
            return lock(directory, home, durability);
        } catch (IOException failure) {
            throw unwritable(directory, failure);
        }
    }

    /** PostgreSQL rejects a data directory of another user, even for root. */
    private static void requireOwnership(Path home) throws IOException {
        long owner = ((Number) Files.getAttribute(home, "unix:uid")).longValue();
        if (owner != PostgresBinaries.userId()) {
            throw new StartupFailure("The embedded database in " + home + " belongs to user "
                    + Files.getOwner(home).getName() + "; run Gatehouse as that user or choose another directory with"
                    + " gatehouse.data-dir.");
        }
    }

    private static EmbeddedDatabase lock(Path directory, Path home, Durability durability) throws IOException {
        Path file = home.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException _) {
            throw inUse(directory, "this very process");
        }
        if (lock == null) {
            String owner = Files.readString(file).strip();
            channel.close();
            throw inUse(directory, owner.isEmpty() ? "another Gatehouse" : "another Gatehouse (process " + owner + ")");
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
        return new EmbeddedDatabase(home, durability, channel, lock);
    }

    /** Starts the server, creates the database at the first start, and returns the address. */
    public synchronized DatabaseAddress start() {
        try {
            binaries = PostgresBinaries.unpackedBelow(home);
            Optional<DatabaseAddress> adopted = adopt();
            if (adopted.isPresent()) {
                return adopted.get();
            }
            if (!Files.isDirectory(cluster)) {
                create(binaries);
            }
            return launch(binaries);
        } catch (FileSystemException failure) {
            throw unwritable(home, failure);
        } catch (IOException failure) {
            throw new StartupFailure(
                    "The embedded PostgreSQL in " + home + " cannot be started: " + failure.getMessage() + ".",
                    failure);
        }
    }

    /** Stops the server with a clean end of its sessions, and releases the data directory. */
    @Override
    public synchronized void close() {
        try {
            if (binaries != null && lockFile.isOpen()) {
                stop(binaries);
            }
        } catch (IOException failure) {
            LOG.warnf("The embedded PostgreSQL could not be stopped: %s", failure.getMessage());
        } finally {
            giveBack();
        }
    }

    /** Simulates a killed process: releases the lock without stopping the server. For tests. */
    synchronized void abandon() {
        giveBack();
    }

    private void stop(PostgresBinaries programs) throws IOException {
        if (Postmaster.runningIn(cluster).isEmpty()) {
            return;
        }
        for (String mode : List.of("fast", "immediate")) {
            PostgresBinaries.Outcome outcome = programs.run(
                    "pg_ctl",
                    "",
                    List.of("stop", "--pgdata=" + cluster, "--mode=" + mode, "--wait", "--timeout=30", "--silent"));
            if (outcome.succeeded()) {
                return;
            }
            LOG.warnf("The embedded PostgreSQL did not stop (%s): %s", mode, outcome.complaint());
        }
    }

    private void giveBack() {
        try {
            if (lock.isValid()) {
                lock.release();
            }
            lockFile.close();
        } catch (IOException failure) {
            LOG.debug("The lock on the data directory could not be released", failure);
        }
    }

    /**
     * Returns the server of a killed earlier process once the server answers, or empty if there is no server or the
     * server ends.
     */
    private Optional<DatabaseAddress> adopt() throws IOException {
        Optional<Postmaster> orphan = Postmaster.runningIn(cluster);
        if (orphan.isEmpty()) {
            Postmaster.removeStalePidFile(cluster);
            return Optional.empty();
        }
        DatabaseAddress address = address(orphan.get().port());
        if (!answers(address)) {
            return Optional.empty();
        }
        LOG.infof(
                "Adopted the embedded PostgreSQL that an earlier run left behind (process %d)",
                orphan.get().pid());
        return Optional.of(address);
    }

    /** Creates the cluster under a temporary name, so that an interrupted creation is never used. */
    private void create(PostgresBinaries programs) throws IOException {
        Path unfinished = home.resolve("cluster.unfinished");
        PostgresBinaries.deleteTree(unfinished);
        String password = newPassword();
        require(
                "created",
                programs.run(
                        "initdb",
                        "",
                        List.of(
                                "--pgdata=" + unfinished,
                                "--username=postgres",
                                "--auth=reject",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8")));
        Files.writeString(unfinished.resolve("pg_hba.conf"), "host all " + NAME + " 127.0.0.1/32 scram-sha-256\n");
        require(
                "created",
                programs.run(
                        "postgres",
                        """
                        CREATE ROLE %1$s LOGIN CREATEDB PASSWORD '%2$s';
                        CREATE DATABASE %1$s OWNER %1$s;
                        """.formatted(NAME, password),
                        List.of("--single", "-D", unfinished.toString(), "-c", "exit_on_error=on", "postgres")));
        keep(password);
        Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private DatabaseAddress launch(PostgresBinaries programs) throws IOException {
        Path log = home.resolve("server.log");
        PostgresBinaries.Outcome outcome = null;
        for (int attempt = 0; attempt < STARTS_TRIED; attempt++) {
            Files.deleteIfExists(log);
            int port = freePort();
            outcome = programs.run(
                    "pg_ctl",
                    "",
                    List.of(
                            "start",
                            "--pgdata=" + cluster,
                            "--log=" + log,
                            "--wait",
                            "--timeout=" + PATIENCE.toSeconds(),
                            "--silent",
                            "--options=" + String.join(" ", options(port))));
            if (outcome.succeeded()) {
                DatabaseAddress address = address(port);
                if (answers(address)) {
                    programs.removeOtherVersions();
                    return address;
                }
            }
        }
        String complaint = Files.exists(log)
                ? new PostgresBinaries.Outcome(1, Files.readString(log)).complaint()
                : Objects.requireNonNull(outcome).complaint();
        throw new StartupFailure("The embedded PostgreSQL in " + home + " does not start: " + complaint);
    }

    private List<String> options(int port) {
        var options = new ArrayList<>(List.of(
                "-p " + port,
                "-c listen_addresses=127.0.0.1",
                "-c unix_socket_directories=",
                "-c max_connections=" + MAX_CONNECTIONS,
                "-c timezone=UTC",
                "-c log_timezone=UTC",
                "-c log_min_messages=warning",
                // Error details contain the values of rows.
                "-c log_error_verbosity=terse"));
        String safety = durability == Durability.DURABLE ? "on" : "off";
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            options.add("-c " + setting + "=" + safety);
        }
        return options;
    }

    /** Waits for the server. Returns true when the server accepts a connection, false if the server ends. */
    private boolean answers(DatabaseAddress address) throws IOException {
        long start = System.nanoTime();
        while (true) {
            try {
                address.connect().close();
                return true;
            } catch (SQLException failure) {
                if (!NOT_NOW_STATES.contains(Objects.requireNonNullElse(failure.getSQLState(), ""))) {
                    throw new IOException("it answers but " + failure.getMessage(), failure);
                }
                if (Postmaster.runningIn(cluster).isEmpty()) {
                    return false;
                }
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IOException("it does not answer within " + PATIENCE.toSeconds() + " seconds", failure);
                }
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the embedded PostgreSQL", interruption);
        }
    }

    private DatabaseAddress address(int port) throws IOException {
        String password;
        try {
            password = Files.readString(passwordFile()).strip();
        } catch (NoSuchFileException failure) {
            throw new StartupFailure(
                    "The password of the embedded database is missing: restore " + passwordFile() + " from a backup.",
                    failure);
        }
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + NAME, NAME, password);
    }

    private void keep(String password) throws IOException {
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), password + "\n", StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private Path passwordFile() {
        return home.resolve("password");
    }

    private static String newPassword() {
        return new Secrets(new SystemTime()).next("");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void require(String done, PostgresBinaries.Outcome outcome) {
        if (!outcome.succeeded()) {
            throw new StartupFailure(
                    "The embedded PostgreSQL in " + home + " could not be " + done + ": " + outcome.complaint());
        }
    }

    private static StartupFailure inUse(Path directory, String owner) {
        return new StartupFailure("The data directory " + directory + " is in use by " + owner
                + "; stop that one first or choose another directory with gatehouse.data-dir.");
    }

    private static StartupFailure unwritable(Path directory, IOException failure) {
        String reason = switch (failure) {
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            case FileAlreadyExistsException inTheWay -> inTheWay.getFile() + " is a file";
            default -> String.valueOf(failure.getMessage());
        };
        return new StartupFailure(
                "The data directory " + directory + " cannot be written (" + reason
                        + "); choose another one with gatehouse.data-dir.",
                failure);
    }
}
