package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Tools;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Postman collection that partner developers get, run by newman on the packaged program. */
class PostmanIT {

    @Test
    void collectionWalksTheDemoWithoutAPerson() throws Exception {
        Tools.need("make", "node", "npm");
        var base = PackagedGatehouse.demo();

        var builder = new ProcessBuilder("make", "postman", "BASE_URL=" + base).redirectErrorStream(true);
        // It is no part of the make that may have started this test.
        builder.environment().keySet().removeAll(List.of("MAKEFLAGS", "MFLAGS", "MAKELEVEL"));
        var process = builder.start();
        process.getOutputStream().close();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().map(line -> line.replaceAll("\\x1b\\[[0-9;]*m", "")).forEach(System.out::println);
        }

        assertThat(process.waitFor()).as("newman's exit code").isZero();
    }
}
