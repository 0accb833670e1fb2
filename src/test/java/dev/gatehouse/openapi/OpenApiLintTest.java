package dev.gatehouse.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Tools;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The OpenAPI document under the strictest rules of a linter, and some of our own ({@code openapi/redocly.yaml}). */
@Tag("slow")
class OpenApiLintTest {

    @Test
    void documentBreaksNoRule() throws Exception {
        Tools.need("make", "node", "npm");

        var builder = new ProcessBuilder("make", "openapi-lint").redirectErrorStream(true);
        // It is no part of the make that may have started this test.
        builder.environment().keySet().removeAll(List.of("MAKEFLAGS", "MFLAGS", "MAKELEVEL"));
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as("the linter says:%n%s", output).isZero();
    }
}
