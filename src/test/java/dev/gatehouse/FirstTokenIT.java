// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the curl commands of docs/first-token.md unchanged against the packaged Gatehouse. */
class FirstTokenIT {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String END_OF_BLOCK = "-- end of block --";
    private static final String DOCUMENTED_ADDRESS = "localhost:8080";

    /**
     * A block of commands and the output that the page shows below the block. The output is empty if the page shows
     * none.
     */
    private record Step(String commands, String output) {}

    @Test
    void commandsPrintWhatIsShownBelowThem() throws Exception {
        Tools.need("bash", "curl", "openssl", "sed", "tr", "mktemp");
        var steps = steps();
        assertThat(steps).hasSizeGreaterThan(8);

        var printed = run(steps);

        assertThat(printed).as("completed blocks").hasSize(steps.size());
        for (var i = 0; i < steps.size(); i++) {
            assertThat(printed.get(i))
                    .as(steps.get(i).commands())
                    .matches(pattern(steps.get(i).output()));
        }
    }

    private static List<Step> steps() throws Exception {
        var page = Files.readString(Path.of("docs/first-token.md"));
        var steps = new ArrayList<Step>();
        for (MatchResult block : BLOCK.matcher(page).results().toList()) {
            if (block.group(1).equals("bash")) {
                steps.add(new Step(block.group(2), ""));
            } else {
                steps.set(steps.size() - 1, new Step(steps.getLast().commands(), block.group(2)));
            }
        }
        return steps;
    }

    /** Returns the output of each block, up to the first command that fails. */
    private static List<String> run(List<Step> steps) throws Exception {
        var address = PackagedGatehouse.demo().getAuthority();
        var script = steps.stream()
                .map(step -> step.commands().replace(DOCUMENTED_ADDRESS, address) + "echo '" + END_OF_BLOCK + "'\n")
                .collect(Collectors.joining("", "set -eu\n", ""));
        var process = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Stream.of(output.replace(address, DOCUMENTED_ADDRESS)
                        .replace(address.replace(":", "%3A"), DOCUMENTED_ADDRESS.replace(":", "%3A"))
                        .split(END_OF_BLOCK + "\n"))
                .toList();
    }

    /** Returns a pattern for an output. An ellipsis on the page stands for a variable value. */
    private static Pattern pattern(String shown) {
        return Pattern.compile(
                Stream.of(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("[\\w.-]+")));
    }
}
