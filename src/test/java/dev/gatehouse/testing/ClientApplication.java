// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Java application with its own {@code pom.xml}, which the test builds and runs as a process on a free port. */
public final class ClientApplication implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final ServerProcess server;

    private ClientApplication(ServerProcess server) {
        this.server = server;
    }

    /**
     * Builds and starts the application.
     * @param jar the file name of the application's jar in the folder {@code target}
     * @param settings the contents of the application's {@code application.properties}
     */
    public static ClientApplication start(
            Path project, String jar, Path directory, String settings, StrictGatehouse gatehouse) throws Exception {
        var maven = new ProcessBuilder("mvn", "-B", "-q", "package").directory(project.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(Tools.run(maven)).as("the build of " + project).isZero();

        var work = Files.createTempDirectory(directory, "application");
        Files.createDirectories(work.resolve("config"));
        Files.writeString(work.resolve("config/application.properties"), settings);
        var trustStore = gatehouse.certificate().trustStore();
        return new ClientApplication(ServerProcess.start(
                jar,
                START,
                List.of(work.resolve("log")),
                port -> new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djavax.net.ssl.trustStore=" + trustStore,
                                "-Djavax.net.ssl.trustStorePassword=" + ThrowawayCertificate.PASSWORD,
                                "-Dserver.address=127.0.0.1",
                                "-Dserver.port=" + port,
                                "-Dquarkus.http.host=127.0.0.1",
                                "-Dquarkus.http.port=" + port,
                                "-jar",
                                project.resolve("target")
                                        .resolve(jar)
                                        .toAbsolutePath()
                                        .toString())
                        .directory(work.toFile())));
    }

    /** Returns the URL of a path. */
    public URI at(String path) {
        return server.at(path);
    }

    @Override
    public void close() {
        server.close();
    }
}
