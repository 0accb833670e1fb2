// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Input;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse apply}: makes the tenant as a configuration file describes it. */
@Command(
        name = "apply",
        description = {
            "Change the tenant as a configuration file describes it.",
            "",
            "Everything is changed, or after an error nothing. Errors have the line, the column and the field."
        },
        footer = {"", "Examples:", "  gatehouse apply gatehouse.yaml", "  gatehouse export | gatehouse apply -"})
final class ApplyCommand implements Callable<Integer> {
    @Mixin
    Deployment deployment = new Deployment();

    @Mixin
    Format format = new Format();

    @Mixin
    ConfigurationDocument document = new ConfigurationDocument();

    @Option(
            names = "--plan",
            paramLabel = "TAG-FILE",
            description = "Change nothing unless the changes are those of the plan whose --save wrote this file.")
    @Nullable String tag;

    @Override
    public Integer call() {
        var planned = tag == null ? null : Input.line(tag);
        PlanTable.print(deployment.open().post("/apply", document.read(), planned), format);
        return ExitCode.OK;
    }
}
