package dev.gatehouse.testing;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real nginx with a configuration of its own, on a free port of this machine. */
public final class Nginx implements AutoCloseable {
    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; the test is skipped, or fails, as {@link Tools#need} says.
     *
     * @param http what stands in its {@code http} block, with {@code listen 8000;} for the port
     */
    public static Nginx start(Path directory, String http) {
        Tools.need("nginx");
        try {
            var port = freePort();
            var configuration = directory.resolve("nginx.conf");
            Files.writeString(configuration, """
                    daemon off;
                    worker_processes 1;
                    pid %1$s/nginx.pid;
                    error_log %1$s/error.log warn;
                    events { worker_connections 4096; }
                    http {
                      access_log off;
                      client_body_temp_path %1$s/body;
                      proxy_temp_path %1$s/proxy;
                      fastcgi_temp_path %1$s/fastcgi;
                      uwsgi_temp_path %1$s/uwsgi;
                      scgi_temp_path %1$s/scgi;
                    %2$s
                    }
                    """.formatted(
                            directory, http.replace("listen 8000;", "listen 127.0.0.1:" + port + ";")));
            var process = new ProcessBuilder(
                            Tools.path("nginx").toString(),
                            "-p",
                            directory.toString(),
                            "-c",
                            configuration.toString(),
                            "-e",
                            directory.resolve("error.log").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("nginx.out").toFile())
                    .start();
            var nginx = new Nginx(process, port);
            await().atMost(Duration.ofSeconds(20)).until(() -> nginx.listens(directory));
            return nginx;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    private boolean listens(Path directory) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("nginx ended: " + Files.readString(directory.resolve("nginx.out")));
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
