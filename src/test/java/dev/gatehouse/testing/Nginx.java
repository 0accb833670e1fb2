// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An nginx process with its own configuration, on a free port. */
public final class Nginx implements AutoCloseable {
    private final ServerProcess server;

    private Nginx(ServerProcess server) {
        this.server = server;
    }

    /**
     * Starts nginx. Skips or fails the test as described at {@link Tools#need}.
     * @param http the contents of the {@code http} block, with {@code listen 8000;} in place of the port
     */
    public static Nginx start(Path directory, String http) {
        Tools.need("nginx");
        var errors = directory.resolve("error.log");
        try {
            return new Nginx(ServerProcess.start(
                    "nginx",
                    Duration.ofSeconds(20),
                    List.of(directory.resolve("nginx.out"), errors),
                    port -> new ProcessBuilder(
                            Tools.path("nginx").toString(),
                            "-p",
                            directory.toString(),
                            "-c",
                            configuration(directory, http, port).toString(),
                            "-e",
                            errors.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path configuration(Path directory, String http, int port) throws IOException {
        return Files.writeString(directory.resolve("nginx.conf"), """
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
    }

    public URI address() {
        return server.at("/");
    }

    @Override
    public void close() {
        server.close();
    }
}
