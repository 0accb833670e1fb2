package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program with its demo content, as {@code make run} starts it: a process of its own with an embedded
 * database, on free ports and in an empty directory. One serves a whole test run, another what has to be HTTPS; they are
 * gone with the JVM.
 */
public final class PackagedGatehouse {
    private static final Path RUNNER =
            Path.of(System.getProperty("gatehouse.runner", "target/quarkus-app/quarkus-run.jar"));
    private static final Pattern ADDRESS = Pattern.compile("Listening on: https?://[^:]+:(\\d+)");
    private static final Duration START = Duration.ofSeconds(120);
    private static final long STOP_SECONDS = 60;

    private static @Nullable PackagedGatehouse shared;

    private final Path directory;
    private final Process process;

    private PackagedGatehouse(Path directory, List<String> options) throws IOException {
        this.directory = directory;
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dgatehouse.demo=true", "-Dquarkus.http.port=0", "-Dquarkus.management.port=0"));
        command.addAll(options);
        command.addAll(List.of("-jar", RUNNER.toAbsolutePath().toString()));
        this.process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    /** The base URL of the one that runs, which is started when it is first asked for. */
    public static synchronized URI demo() {
        if (shared == null) {
            shared = start(List.of());
        }
        return URI.create("http://localhost:" + shared.listening());
    }

    /** Starts one that speaks nothing but HTTPS and says so: the base URL, which is the issuer too. */
    public static URI demoOverTls(ThrowawayCertificate certificate) {
        try (var free = freePort();
                var another = freePort()) {
            var port = free.getLocalPort();
            var base = URI.create("https://" + ThrowawayCertificate.HOST + ":" + port);
            // One port that is given and one that is found would be counted under other names, and refused.
            var management = another.getLocalPort();
            free.close();
            another.close();
            start(List.of(
                            "-Dquarkus.management.port=" + management,
                            "-Dgatehouse.base-url=" + base,
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.insecure-requests=disabled",
                            "-Dquarkus.http.ssl-port=" + port,
                            "-Dquarkus.tls.key-store.p12.path=" + certificate.keyStore(),
                            "-Dquarkus.tls.key-store.p12.password=" + ThrowawayCertificate.PASSWORD,
                            "-Dquarkus.tls.key-store.p12.alias=" + ThrowawayCertificate.SERVER,
                            "-Dquarkus.tls.key-store.p12.alias-password=" + ThrowawayCertificate.PASSWORD))
                    .listening();
            return base;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static ServerSocket freePort() throws IOException {
        return new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    }

    private static PackagedGatehouse start(List<String> options) {
        try {
            var started = new PackagedGatehouse(Files.createTempDirectory("gatehouse-packaged-"), options);
            Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String listening() {
        await().atMost(START).until(() -> port().isPresent() || !process.isAlive());
        return port().orElseThrow(() -> new AssertionError("it does not start:\n" + log()));
    }

    private Optional<String> port() {
        var found = ADDRESS.matcher(log());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void stop() {
        process.destroy();
        try (Stream<Path> tree = process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) ? Files.walk(directory) : null) {
            if (tree == null) {
                process.destroyForcibly();
                return;
            }
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            System.err.println("The packaged program's directory was not removed: " + failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
