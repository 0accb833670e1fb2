// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command line client of the packaged program, run as processes with a configuration directory of the test. With
 * {@code -Dgatehouse.executable=FILE} the processes run that native executable.
 *
 * @param directory the configuration and the working directory
 * @param environment more variables; no variable of Gatehouse is inherited
 * @param options JVM options, which a native executable accepts too
 */
public record CommandLine(Path directory, Map<String, String> environment, List<String> options) {
    private static final long PATIENCE_SECONDS = 60;

    /** The end of a command: the exit code and everything that it printed. */
    public record Result(int exitCode, String out, String err) {

        /** Asserts that the command succeeded and told the user nothing besides the result. Returns the result. */
        public String printed() {
            assertThat(this).isEqualTo(new Result(0, out, ""));
            return out;
        }
    }

    public static CommandLine in(Path directory) {
        return new CommandLine(directory, Map.of(), List.of());
    }

    public CommandLine with(String variable, String value) {
        var all = new HashMap<>(environment);
        all.put(variable, value);
        return new CommandLine(directory, Map.copyOf(all), options);
    }

    public CommandLine withOptions(String... more) {
        return new CommandLine(directory, environment, List.of(more));
    }

    /** Returns the directory of the profiles. */
    public Path profiles() {
        return directory.resolve("config/gatehouse");
    }

    public Result run(String... arguments) throws Exception {
        return runWithInput("", arguments);
    }

    /** Runs a command to its end. */
    public Result runWithInput(String input, String... arguments) throws Exception {
        var out = Files.createTempFile(directory, "out", "");
        var err = Files.createTempFile(directory, "err", "");
        var process = builder(arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException endedWithoutReading) {
            // Many commands read no input.
        }
        var ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        assertThat(ended).as("the command ends within a minute").isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Starts a command that runs until the test ends it. */
    public Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    /** Returns a script that runs the command line client, for a shell. */
    public Path script(Path file) throws IOException {
        var command = PackagedGatehouse.command(options).stream()
                .map(word -> "'" + word + "'")
                .toList();
        Files.writeString(file, "#!/bin/sh\nexec " + String.join(" ", command) + " \"$@\"\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private ProcessBuilder builder(String... arguments) {
        var command = new ArrayList<>(PackagedGatehouse.command(options));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEHOUSE_"));
        builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
        builder.environment().putAll(environment);
        return builder;
    }
}
