// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Terminal;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse completion}: prints the script that completes commands and options. */
@Command(
        name = "completion",
        description = {
            "Print a script that lets your shell complete commands and options.",
            "",
            "The script is the same for both shells; zsh loads its support for completions of bash."
        },
        footer = {
            "",
            "Examples:",
            "  bash, in ~/.bashrc:  source <(gatehouse completion bash)",
            "  zsh, in ~/.zshrc:    source <(gatehouse completion zsh)"
        })
final class CompletionCommand implements Callable<Integer> {
    private static final Set<String> SHELLS = Set.of("bash", "zsh");

    @Spec
    @Nullable CommandSpec command;

    @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
    String shell = "";

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw Failure.usage("The shell must be bash or zsh, not " + shell + ".");
        }
        Terminal.out()
                .print(AutoComplete.bash(
                        "gatehouse", Objects.requireNonNull(command).root().commandLine()));
        return ExitCode.OK;
    }
}
