package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Java application with a pom.xml of its own: built, and started on a free port as a process of its own. */
public final class ClientApplication implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private ClientApplication(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Builds and starts it.
     *
     * @param jar the program, below the folder {@code target}
     * @param settings what stands in its {@code application.properties}
     */
    public static ClientApplication start(
            Path project, String jar, Path directory, String settings, StrictGatehouse gatehouse) throws Exception {
        var maven = new ProcessBuilder("mvn", "-B", "-q", "package").directory(project.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(StrictGatehouse.run(maven)).as("the build of " + project).isZero();

        var port = freePort();
        var work = Files.createTempDirectory(directory, "application");
        Files.createDirectories(work.resolve("config"));
        Files.writeString(work.resolve("config/application.properties"), settings);
        var log = work.resolve("log");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djavax.net.ssl.trustStore=" + gatehouse.certificate().trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + ThrowawayCertificate.PASSWORD,
                        "-Dserver.address=127.0.0.1",
                        "-Dserver.port=" + port,
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        project.resolve("target").resolve(jar).toAbsolutePath().toString())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var application = new ClientApplication(process, port);
        try {
            await().atMost(START).until(application::listens);
        } catch (RuntimeException failure) {
            application.close();
            throw new AssertionError("it does not start:\n" + Files.readString(log), failure);
        }
        return application;
    }

    /** The URL of a path. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with " + process.exitValue());
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
