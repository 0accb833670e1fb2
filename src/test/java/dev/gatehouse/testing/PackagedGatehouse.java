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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program with its demo content, as {@code make run} starts it: a process of its own on free ports and in an
 * empty directory, with an embedded database unless it is told another. It is gone with the JVM at the latest.
 *
 * <p>With {@code -Dgatehouse.executable=FILE} the program is that native executable instead of the jar. It has no embedded
 * database, so it gets an empty one on the server of the test run.
 */
public final class PackagedGatehouse implements AutoCloseable {
    /** Options that shorten the start of the JVM where speed is not measured. */
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

    /** The process that is known to answer. */
    private @Nullable Process begun;

    private PackagedGatehouse(List<String> options) throws IOException {
        this.directory = Files.createTempDirectory("gatehouse-packaged-");
        this.options = EXECUTABLE == null ? options : withDatabase(options);
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The base URL of the one that serves a whole test run, which is started when it is first asked for. */
    public static synchronized URI demo() {
        if (shared == null) {
            shared = start();
        }
        return shared.address();
    }

    /** Starts one that speaks nothing but HTTPS and says so: the base URL, which is the issuer too. */
    public static URI demoOverTls(ThrowawayCertificate certificate) {
        return overTls(certificate);
    }

    /** The same with nothing in it but what every tenant begins with. */
    public static URI emptyOverTls(ThrowawayCertificate certificate, String adminPassword) {
        return overTls(certificate, "-Dgatehouse.demo=false", "-Dgatehouse.admin-password=" + adminPassword);
    }

    private static URI overTls(ThrowawayCertificate certificate, String... more) {
        for (var attempt = 1; ; attempt++) {
            var port = ServerProcess.freePort();
            var base = URI.create("https://" + ThrowawayCertificate.HOST + ":" + port);
            var options = new ArrayList<>(List.of(
                    // Quarkus labels metrics with a port that is given, not with one that is found, and refuses a
                    // mixture.
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
     * Starts one more without waiting for it.
     *
     * @param options of the JVM, such as {@code -Dgatehouse.bcrypt-cost=4}
     */
    public static PackagedGatehouse start(String... options) {
        try {
            return new PackagedGatehouse(List.of(options));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The options that make it use a database of the test's. */
    public static String[] database(String jdbcUrl, String username, String password) {
        return new String[] {
            "-Dquarkus.datasource.jdbc.url=" + jdbcUrl,
            "-Dquarkus.datasource.username=" + username,
            "-Dquarkus.datasource.password=" + password
        };
    }

    /**
     * The command that starts the program.
     *
     * @param options of the JVM; a native executable takes the same
     */
    public static List<String> command(List<String> options) {
        if (!program().toFile().exists()) {
            throw new AssertionError("the program is not packaged: there is no " + program());
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

    /** Whether the program under test is a native executable. */
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

    /** Its base URL, once it listens. */
    public URI address() {
        await().pollInterval(Duration.ofMillis(20)).atMost(START).until(() -> port().isPresent() || !process.isAlive());
        var address = port().map(port -> URI.create("http://localhost:" + port))
                .orElseThrow(() -> new AssertionError("it does not start:\n" + log()));
        if (!process.equals(begun)) {
            await().pollInterval(Duration.ofMillis(20)).until(() -> hasBegun(address) || !process.isAlive());
            begun = process;
        }
        return address;
    }

    /** Connections of its first moment are told to come again, as their requests are not read strictly yet. */
    private static boolean hasBegun(URI address) {
        try {
            return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode() != 503;
        } catch (IOException speaksTls) {
            return true;
        }
    }

    /** The base URL of health and metrics, once it listens. */
    public URI management() {
        address();
        var found = MANAGEMENT.matcher(log());
        if (!found.find()) {
            throw new AssertionError("it does not say where its management interface is:\n" + log());
        }
        return URI.create("http://localhost:" + found.group(1));
    }

    /** Where it works, its data directory included. */
    public Path directory() {
        return directory;
    }

    /** What it has printed since it was last started. */
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@code kill -9}: it does not get to do anything any more. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again where it was, on another port, without waiting for it. */
    public void restart() {
        try {
            process = launch();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Stops it and removes its directory. */
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
