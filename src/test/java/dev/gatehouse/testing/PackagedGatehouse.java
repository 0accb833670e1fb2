package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program with its demo content, as {@code make run} starts it: a process of its own with an embedded
 * database, on free ports and in an empty directory. One serves a whole test run; it is gone with the JVM.
 */
public final class PackagedGatehouse {
    private static final Path RUNNER =
            Path.of(System.getProperty("gatehouse.runner", "target/quarkus-app/quarkus-run.jar"));
    private static final Pattern ADDRESS = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final Duration START = Duration.ofSeconds(120);
    private static final long STOP_SECONDS = 60;

    private static @Nullable PackagedGatehouse shared;

    private final Path directory;
    private final Process process;

    private PackagedGatehouse(Path directory) throws IOException {
        this.directory = directory;
        this.process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dgatehouse.demo=true",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.port=0",
                        "-jar",
                        RUNNER.toAbsolutePath().toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    /** The base URL of the one that runs, which is started when it is first asked for. */
    public static synchronized URI demo() {
        if (shared == null) {
            try {
                var started = new PackagedGatehouse(Files.createTempDirectory("gatehouse-packaged-"));
                Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
                shared = started;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return shared.address();
    }

    private URI address() {
        await().atMost(START).until(() -> port().isPresent() || !process.isAlive());
        return port().map(port -> URI.create("http://localhost:" + port))
                .orElseThrow(() -> new AssertionError("it does not start:\n" + log()));
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
