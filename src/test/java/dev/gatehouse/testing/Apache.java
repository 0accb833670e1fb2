package dev.gatehouse.testing;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Apache HTTP Server with a configuration of its own, on a free port of this machine. */
public final class Apache implements AutoCloseable {
    private static final String MODULES = "/usr/lib/apache2/modules/";
    private static final List<String> ALWAYS =
            List.of("mpm_event", "authn_core", "authz_core", "authz_user", "mime", "rewrite");

    private final Process process;
    private final Path directory;
    private final int port;

    private Apache(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts it with one file, {@code /api/file}; the test is skipped, or fails, as {@link Tools#need} says.
     *
     * @param module the module that checks tokens, such as {@code auth_openidc}
     * @param configuration what the recipe says
     */
    public static Apache start(Path directory, String module, String configuration) throws IOException {
        Tools.need("apache2");
        Tools.needFile(MODULES + "mod_" + module + ".so");
        var port = freePort();
        Files.createDirectories(directory.resolve("pages/api"));
        Files.writeString(directory.resolve("pages/api/file"), "for those who may");
        var modules = Stream.concat(ALWAYS.stream(), Stream.of(module))
                .map(name -> "LoadModule %s_module %smod_%s.so".formatted(name, MODULES, name))
                .collect(Collectors.joining("\n"));
        var file = Files.writeString(
                directory.resolve("apache.conf"), """
                ServerRoot %1$s
                ServerName 127.0.0.1
                Listen 127.0.0.1:%2$d
                PidFile %1$s/apache.pid
                DefaultRuntimeDir %1$s
                ErrorLog %1$s/error.log
                LogLevel info
                User #%5$d
                Group #%5$d
                TypesConfig /dev/null
                %3$s
                StartServers 1
                DocumentRoot %1$s/pages
                %4$s
                """.formatted(directory, port, modules, configuration, 65534));
        open(directory);
        var process = new ProcessBuilder(Tools.path("apache2").toString(), "-f", file.toString(), "-D", "FOREGROUND")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("apache.out").toFile())
                .start();
        var apache = new Apache(process, directory, port);
        try {
            await().atMost(Duration.ofSeconds(20)).until(apache::listens);
        } catch (RuntimeException failure) {
            apache.close();
            throw new AssertionError("apache2 does not start: " + apache.log(), failure);
        }
        return apache;
    }

    /** Lets the account read that Apache's workers run as when root starts it. */
    private static void open(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (var path : tree.toList()) {
                Files.setPosixFilePermissions(
                        path, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    public URI file() {
        return URI.create("http://127.0.0.1:" + port + "/api/file");
    }

    /** What it has printed and logged. */
    public String log() throws IOException {
        var errors = directory.resolve("error.log");
        return Files.readString(directory.resolve("apache.out"))
                + (Files.exists(errors) ? Files.readString(errors) : "");
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
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
