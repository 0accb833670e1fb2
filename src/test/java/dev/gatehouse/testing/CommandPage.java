// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documentation with blocks of commands, each with the output that the page shows below it. A test runs the
 * commands in one shell, in which the address of the documentation is that of a running Gatehouse.
 *
 * @param steps the blocks in order
 */
public record CommandPage(List<Step> steps) {
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String END_OF_BLOCK = "-- end of block --";
    private static final String DOCUMENTED_ADDRESS = "localhost:8080";

    /**
     * A block of commands and the output that the page shows below the block. The output is empty if the page shows
     * none.
     */
    public record Step(String commands, String output) {}

    /**
     * Reads a page. A block of {@code bash} has commands; a block of {@code text} or {@code json} has output. A block of
     * {@code sh} is not run.
     */
    public static CommandPage read(Path page) throws IOException {
        var steps = new ArrayList<Step>();
        for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
            if (block.group(1).equals("bash")) {
                steps.add(new Step(block.group(2), ""));
            } else if (!block.group(1).equals("sh")) {
                steps.set(steps.size() - 1, new Step(steps.getLast().commands(), block.group(2)));
            }
        }
        return new CommandPage(List.copyOf(steps));
    }

    /**
     * Runs all commands and compares the output of each block. Fails at the first command that fails.
     *
     * @param authority the host and port of the running Gatehouse
     * @param environment variables of the shell
     * @param ellipsis the pattern of the values for which an ellipsis on the page stands
     */
    public void assertPrinted(String authority, Map<String, String> environment, String ellipsis) throws Exception {
        var printed = run(authority, environment);
        assertThat(printed).as("completed blocks").hasSize(steps.size());
        for (var i = 0; i < steps.size(); i++) {
            assertThat(printed.get(i))
                    .as(steps.get(i).commands())
                    .matches(pattern(steps.get(i).output(), ellipsis));
        }
    }

    private List<String> run(String authority, Map<String, String> environment) throws Exception {
        var script = steps.stream()
                .map(step -> step.commands().replace(DOCUMENTED_ADDRESS, authority) + "echo '" + END_OF_BLOCK + "'\n")
                .collect(Collectors.joining("", "set -eu\n", ""));
        var builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Stream.of(output.replace(authority, DOCUMENTED_ADDRESS)
                        .replace(authority.replace(":", "%3A"), DOCUMENTED_ADDRESS.replace(":", "%3A"))
                        .split(END_OF_BLOCK + "\n"))
                .toList();
    }

    private static Pattern pattern(String shown, String ellipsis) {
        return Pattern.compile(
                Stream.of(shown.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(ellipsis)));
    }
}
