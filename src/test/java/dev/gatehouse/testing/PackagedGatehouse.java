// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A process of the packaged Gatehouse with demo content, started as {@code make run} does. The process uses free ports,
 * an empty directory and an embedded database unless the test sets another database. The process ends with the JVM at
 * the latest.
 *
 * <p>With {@code -Dgatehouse.executable=FILE} the process runs that native executable instead of the jar. A native
 * executable has no embedded database, so the test creates an empty database on the test run's server.
 */
public final class PackagedGatehouse implements AutoCloseable {
    /** JVM options that shorten the start. Tests that measure speed don't use them. */
    private static final List<String> JAVA_OPTIONS = Stream.of(
                    System.getProperty("gatehouse.java-options", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    private static final Path RUNNER =
            Path.of(System.getProperty("gatehouse.runner", "target/quarkus-app/quarkus-run.jar"));
    private static final @Nullable String EXECUTABLE = System.getProperty("gatehouse.executable");
    private static final Pattern ADDRESS = Pattern.compile("Listening on: https?://[^:]+:(\\d+)");
    private static final Pattern MANAGEMENT =
            Pattern.compile("Management interface listening on https?://[^:]+:(\\d+)");
    private static final Duration START = Duration.ofSeconds(120);
    private static final long STOP_SECONDS = 60;
    private static final int ATTEMPTS = 3;

    private static @Nullable PackagedGatehouse shared;

    private final Path directory;
    private final List<String> options;
    private Process process;
    private int launches;

    /** The last process that has answered a request. */
    private @Nullable Process begun;

    private PackagedGatehouse(List<String> options) throws IOException {
        this.directory = Files.createTempDirectory("gatehouse-packaged-");
        this.options = EXECUTABLE == null ? options : withDatabase(options);
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Returns the base URL of the Gatehouse that all tests of a run share. The first call starts this Gatehouse. */
    public static synchronized URI demo() {
        if (shared == null) {
            shared = start();
        }
        return shared.address();
    }

    /** Starts a Gatehouse that accepts only HTTPS. Returns the base URL, which is also the issuer. */
    public static URI demoOverTls(ThrowawayCertificate certificate) {
        return overTls(certificate);
    }

    /** Starts a Gatehouse that accepts only HTTPS and has no demo content. Returns the base URL. */
    public static URI emptyOverTls(ThrowawayCertificate certificate, String adminPassword) {
        return overTls(certificate, "-Dgatehouse.demo=false", "-Dgatehouse.admin-password=" + adminPassword);
    }

    private static URI overTls(ThrowawayCertificate certificate, String... more) {
        for (var attempt = 1; ; attempt++) {
            var port = ServerProcess.freePort();
            var base = URI.create("https://" + ThrowawayCertificate.HOST + ":" + port);
            var options = new ArrayList<>(List.of(
                    // Quarkus labels metrics with a configured port but not with a random one, and fails if both kinds
                    // occur.
                    "-Dquarkus.management.port=" + ServerProcess.freePort(),
                    "-Dgatehouse.base-url=" + base,
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.insecure-requests=disabled",
                    "-Dquarkus.http.ssl-port=" + port,
                    "-Dquarkus.tls.key-store.p12.path=" + certificate.keyStore(),
                    "-Dquarkus.tls.key-store.p12.password=" + ThrowawayCertificate.PASSWORD,
                    "-Dquarkus.tls.key-store.p12.alias=" + ThrowawayCertificate.SERVER,
                    "-Dquarkus.tls.key-store.p12.alias-password=" + ThrowawayCertificate.PASSWORD));
            options.addAll(List.of(more));
            var program = start(options.toArray(String[]::new));
            try {
                program.address();
                return base;
            } catch (AssertionError failure) {
                var portWasTaken = program.log().contains("is already in use");
                program.close();
                if (attempt == ATTEMPTS || !portWasTaken) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Starts a Gatehouse without waiting until it listens.
     * @param options JVM options, such as {@code -Dgatehouse.bcrypt-cost=4}
     */
    public static PackagedGatehouse start(String... options) {
        try {
            return new PackagedGatehouse(List.of(options));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Returns the options of a small node on a database that {@link PostgresResource#freshDatabase} returned. All nodes
     * have the same encryption key.
     *
     * @param more further options, which replace options of the same name
     */
    public static String[] node(String database, String... more) {
        return Stream.of(
                        Stream.of(database(database, PostgresResource.username(), PostgresResource.password())),
                        Stream.of(
                                "-Xmx256m",
                                "-Dgatehouse.bcrypt-cost=4",
                                "-Dgatehouse.encryption-key="
                                        + Base64.getEncoder().encodeToString(new byte[32])),
                        Stream.of(more))
                .flatMap(Function.identity())
                .toArray(String[]::new);
    }

    /** Returns the options for a database of the test. */
    public static String[] database(String jdbcUrl, String username, String password) {
        return new String[] {
            "-Dquarkus.datasource.jdbc.url=" + jdbcUrl,
            "-Dquarkus.datasource.username=" + username,
            "-Dquarkus.datasource.password=" + password
        };
    }

    /**
     * Returns the command that starts Gatehouse.
     * @param options JVM options, which a native executable accepts too
     */
    public static List<String> command(List<String> options) {
        if (!program().toFile().exists()) {
            throw new AssertionError("Gatehouse is not packaged: missing file " + program());
        }
        var command = new ArrayList<String>();
        if (EXECUTABLE == null) {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JAVA_OPTIONS);
            command.addAll(options);
            command.addAll(List.of("-jar", program().toString()));
        } else {
            command.add(program().toString());
            command.addAll(options);
        }
        return command;
    }

    /** Returns whether the tests run a native executable. */
    public static boolean isNative() {
        return EXECUTABLE != null;
    }

    private static Path program() {
        return (EXECUTABLE == null ? RUNNER : Path.of(EXECUTABLE)).toAbsolutePath();
    }

    private static List<String> withDatabase(List<String> options) {
        if (options.stream().anyMatch(option -> option.startsWith("-Dquarkus.datasource.jdbc.url="))) {
            return options;
        }
        var all = new ArrayList<>(List.of(
                database(PostgresResource.freshDatabase(), PostgresResource.username(), PostgresResource.password())));
        all.addAll(options);
        return List.copyOf(all);
    }

    /** Waits until Gatehouse listens, and returns the base URL. */
    public URI address() {
        await().pollInterval(Duration.ofMillis(20)).atMost(START).until(() -> port().isPresent() || !process.isAlive());
        var address = port().map(port -> URI.create("http://localhost:" + port))
                .orElseThrow(() -> new AssertionError("Gatehouse does not start:\n" + log()));
        if (!process.equals(begun)) {
            await().pollInterval(Duration.ofMillis(20)).until(() -> hasBegun(address) || !process.isAlive());
            begun = process;
        }
        return address;
    }

    /**
     * Returns whether Gatehouse handles requests. Gatehouse responds with status 503 until its strict request parser is
     * in place.
     */
    private static boolean hasBegun(URI address) {
        try {
            return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode() != 503;
        } catch (IOException speaksTls) {
            return true;
        }
    }

    /** Waits until Gatehouse listens, and returns the base URL of health and metrics. */
    public URI management() {
        address();
        var found = MANAGEMENT.matcher(log());
        if (!found.find()) {
            throw new AssertionError("Gatehouse did not log the address of the management interface:\n" + log());
        }
        return URI.create("http://localhost:" + found.group(1));
    }

    /** Returns the working directory, which contains the data directory. */
    public Path directory() {
        return directory;
    }

    /** Returns the process since the last start. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Returns the output since the last start. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Kills the process as {@code kill -9} does, so Gatehouse can't shut down cleanly. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts Gatehouse again in the same directory, on another port, without waiting until it listens. */
    public void restart() {
        try {
            process = launch();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Stops Gatehouse and deletes its directory. */
    @Override
    public synchronized void close() {
        if (!Files.exists(directory)) {
            return;
        }
        process.destroy();
        if (!awaitEnd()) {
            process.destroyForcibly();
            return;
        }
        TemporaryDirectories.remove(directory);
    }

    private Process launch() throws IOException {
        launches++;
        var all = new ArrayList<>(
                List.of("-Dgatehouse.demo=true", "-Dquarkus.http.port=0", "-Dquarkus.management.port=0"));
        all.addAll(options);
        return new ProcessBuilder(command(all))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(logFile().toFile())
                .start();
    }

    private Path logFile() {
        return directory.resolve("log-" + launches);
    }

    private Optional<String> port() {
        var found = ADDRESS.matcher(log());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
