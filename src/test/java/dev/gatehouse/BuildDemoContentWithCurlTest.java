// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PostgresResource;
import dev.gatehouse.testing.RecordingUpstream;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs all commands of docs/administration.md and docs/admin-api.md unchanged in one shell. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BuildDemoContentWithCurlTest {
    private static final List<Path> DOCUMENTS =
            List.of(Path.of("docs/administration.md"), Path.of("docs/admin-api.md"));
    private static final Pattern COMMANDS = Pattern.compile("^```bash\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @TestHTTPResource("/")
    URI base;

    @TempDir
    Path directory;

    @Test
    void commandsOfTheDocumentsBuildServicesThatAnswerToTheClientsToken() throws Exception {
        assumeTools("bash", "curl", "openssl", "sed");
        try (var upstream = new RecordingUpstream()) {
            var answer = run(upstream);

            assertThat(answer).contains("}/customers{\"allowed\":").contains("}{\"allowed\":true,");
            assertThat(upstream.targets()).containsExactly("/customers");
            assertThat(answer).contains("\"username\":\"mary\"").doesNotContain("\"errors\"");
        }
    }

    private String run(RecordingUpstream upstream) throws Exception {
        var script = Files.writeString(directory.resolve("commands.bash"), "set -euo pipefail\n" + commands());
        var output = directory.resolve("output");
        var builder = new ProcessBuilder("bash", script.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("BASE", new Gate(base).issuer());
        builder.environment().put("UPSTREAM", upstream.address().toString());
        var process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the shell exits within a minute")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        var text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static String commands() throws IOException {
        var pages = new StringBuilder();
        for (var document : DOCUMENTS) {
            pages.append(Files.readString(document));
        }
        return COMMANDS.matcher(pages).results().map(match -> match.group(1)).collect(Collectors.joining("\n"));
    }

    /** Skips the test if a tool is missing, or fails the test on the build machine. */
    private static void assumeTools(String... names) {
        for (var name : names) {
            var there = Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
            if ("true".equals(System.getenv("CI"))) {
                assertThat(there).as("%s is installed", name).isTrue();
            }
            assumeTrue(there, name + " is not installed");
        }
    }
}
