// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An Apache HTTP Server process with its own configuration, on a free port. */
public final class Apache implements AutoCloseable {
    private static final String MODULES = "/usr/lib/apache2/modules/";
    private static final List<String> ALWAYS =
            List.of("mpm_event", "authn_core", "authz_core", "authz_user", "mime", "rewrite");

    /** The user ID of {@code nobody}. Apache's workers run as this user when root starts Apache. */
    private static final int NOBODY = 65534;

    private final ServerProcess server;
    private final List<Path> logs;

    private Apache(ServerProcess server, List<Path> logs) {
        this.server = server;
        this.logs = logs;
    }

    /**
     * Starts Apache with one file, {@code /api/file}. Skips or fails the test as described at {@link Tools#need}.
     * @param module the module that checks tokens, such as {@code auth_openidc}
     * @param configuration the configuration from the documentation
     */
    public static Apache start(Path directory, String module, String configuration) throws IOException {
        Tools.need("apache2");
        Tools.needFile(MODULES + "mod_" + module + ".so");
        Files.createDirectories(directory.resolve("pages/api"));
        Files.writeString(directory.resolve("pages/api/file"), "for those who may");
        var logs = List.of(directory.resolve("apache.out"), directory.resolve("error.log"));
        return new Apache(
                ServerProcess.start("apache2", Duration.ofSeconds(20), logs, port -> {
                    var file = configuration(directory, module, configuration, port);
                    allowReading(directory);
                    return new ProcessBuilder(
                            Tools.path("apache2").toString(), "-f", file.toString(), "-D", "FOREGROUND");
                }),
                logs);
    }

    private static Path configuration(Path directory, String module, String recipe, int port) throws IOException {
        var modules = Stream.concat(ALWAYS.stream(), Stream.of(module))
                .map(name -> "LoadModule %s_module %smod_%s.so".formatted(name, MODULES, name))
                .collect(Collectors.joining("\n"));
        return Files.writeString(
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
                """.formatted(directory, port, modules, recipe, NOBODY));
    }

    /** Makes the files readable for Apache's workers, which may run as another user. */
    private static void allowReading(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (var path : tree.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    public URI file() {
        return server.at("/api/file");
    }

    /** Returns what Apache has printed and logged. */
    public String log() {
        return ServerProcess.read(logs);
    }

    @Override
    public void close() {
        server.close();
    }
}
