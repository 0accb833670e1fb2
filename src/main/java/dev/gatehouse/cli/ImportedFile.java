// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Input;
import dev.gatehouse.cli.terminal.OutputFile;
import dev.gatehouse.cli.terminal.Terminal;
import dev.gatehouse.importer.ForeignFormat;
import dev.gatehouse.importer.ImportFault;
import dev.gatehouse.importer.ImportResult;
import dev.gatehouse.importer.SecretForm;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file of an import, and where the result and the report go. */
final class ImportedFile {
    private static final int MAX_MEBIBYTES = 10;

    @Parameters(paramLabel = "FILE", description = "The file of the other product. - is standard input.")
    String file = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the configuration file (YAML) to this file instead of standard output.")
    @Nullable Path output;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report (JSON) to this file. Default: a line for each finding on standard error.")
    @Nullable Path report;

    @Option(
            names = "--secrets",
            paramLabel = "FORM",
            defaultValue = "hash",
            description = "hash (the default): the digests of client secrets. env: variables of the server.")
    String secrets = "hash";

    /** Reads the file and writes the result and the report. */
    void make(ForeignFormat format) {
        var form = form();
        var name = file.equals(Input.STANDARD_INPUT) ? "standard input" : file;
        var result = read(format, name, form);
        if (output == null) {
            Terminal.printYaml(result.yaml(name));
        } else {
            OutputFile.write(output, result.yaml(name));
        }
        if (report == null) {
            result.lines().forEach(Terminal::tell);
        } else {
            OutputFile.write(report, result.report(name).toPrettyString() + "\n");
        }
        Terminal.tell(result.summary());
    }

    private ImportResult read(ForeignFormat format, String name, SecretForm form) {
        try {
            return format.read(name, Input.bytes(file, MAX_MEBIBYTES), form);
        } catch (ImportFault fault) {
            throw Failure.usage(String.valueOf(fault.getMessage()));
        }
    }

    private SecretForm form() {
        return switch (secrets.toLowerCase(Locale.ROOT)) {
            case "hash" -> SecretForm.HASH;
            case "env" -> SecretForm.ENV;
            default -> throw Failure.usage("--secrets must be hash or env, not " + secrets + ".");
        };
    }
}
