// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.OutputFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse plan}: what the apply of a configuration file would change. */
@Command(
        name = "plan",
        description = {
            "Show what the apply of a configuration file would change.",
            "",
            "Changes nothing. Errors have the line, the column and the field."
        },
        footer = {
            "",
            "Examples:",
            "  gatehouse plan gatehouse.yaml",
            "  gatehouse plan gatehouse.yaml --save plan.tag && gatehouse apply gatehouse.yaml --plan plan.tag"
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    Deployment deployment = new Deployment();

    @Mixin
    Format format = new Format();

    @Mixin
    ConfigurationDocument document = new ConfigurationDocument();

    @Option(names = "--check", description = "Exit with 1 if the apply would change anything.")
    boolean check;

    @Option(
            names = "--save",
            paramLabel = "TAG-FILE",
            description = "Write the tag of the plan to this file, for --plan of apply.")
    @Nullable Path tag;

    @Override
    public Integer call() {
        var plan = deployment.open().post("/plan", document.read(), null);
        PlanTable.print(plan, format);
        if (tag != null) {
            OutputFile.write(tag, plan.entityTag().orElse("") + "\n");
        }
        return check && !PlanTable.changesNothing(plan) ? ExitCode.REFUSED : ExitCode.OK;
    }
}
