// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.gatehouse.testing.CommandLine;
import dev.gatehouse.testing.PackagedGatehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server loads nothing of the command line client, and a command nothing of the server. */
class CommandLineStartIT {
    private static final List<String> SERVER =
            List.of("io.quarkus.runner.", "io.quarkus.arc.", "org.hibernate.", "io.vertx.", "io.netty.");

    @TempDir
    Path directory;

    @BeforeEach
    void onTheJvm() {
        assumeFalse(PackagedGatehouse.isNative(), "a native executable loads no classes");
    }

    @Test
    void serverLoadsNoCommands() throws Exception {
        var classes = directory.resolve("classes");
        try (var gatehouse = PackagedGatehouse.start(log(classes), "-Dgatehouse.bcrypt-cost=4")) {
            gatehouse.address();

            assertThat(loaded(classes))
                    .contains("dev.gatehouse.Gatehouse")
                    .noneMatch(name -> name.startsWith("picocli.") || name.startsWith("dev.gatehouse.cli."));
        }
    }

    @Test
    void commandLoadsNoServer() throws Exception {
        var classes = directory.resolve("classes");

        CommandLine.in(directory).withOptions(log(classes)).run("clients", "list");

        assertThat(loaded(classes))
                .contains("dev.gatehouse.cli.ClientCommands")
                .noneMatch(name -> SERVER.stream().anyMatch(name::startsWith));
    }

    /** Returns the names of the loaded classes. */
    private static List<String> loaded(Path log) throws IOException {
        return Files.readString(log)
                .lines()
                .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").split(" ", 2)[0])
                .toList();
    }

    private static String log(Path classes) {
        return "-Xlog:class+load:file=" + classes;
    }
}
