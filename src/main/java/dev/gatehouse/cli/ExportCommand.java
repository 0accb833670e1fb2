// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.ConfigurationFile;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.OutputFile;
import dev.gatehouse.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gatehouse export}: the tenant as a configuration file. */
@Command(
        name = "export",
        description = {
            "Write the tenant as a configuration file.",
            "",
            "The file has no secrets. Applying it to the same tenant changes nothing."
        },
        footer = {"", "Examples:", "  gatehouse export > gatehouse.yaml", "  gatehouse export --output gatehouse.json"})
final class ExportCommand implements Callable<Integer> {
    private static final Set<String> FORMATS = Set.of("json", "yaml", "table");

    @Mixin
    Deployment deployment = new Deployment();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file instead of standard output, in JSON if its name ends in .json.")
    @Nullable Path file;

    @Override
    public Integer call() {
        if (file != null && FORMATS.contains(file.toString())) {
            throw Failure.usage("--output of this command is a file, such as gatehouse." + file + ".");
        }
        var isJson = file != null && ConfigurationFile.isJson(file.toString());
        var export = deployment.open().document("/export", isJson ? "application/json" : "application/yaml");
        if (file == null) {
            Terminal.printYaml(export.body());
        } else {
            OutputFile.write(file, export.body());
        }
        return ExitCode.OK;
    }
}
