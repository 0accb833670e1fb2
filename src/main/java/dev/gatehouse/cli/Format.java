// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.Answer;
import dev.gatehouse.cli.terminal.Details;
import dev.gatehouse.cli.terminal.Terminal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option for the format of the output. */
final class Format {
    private static final String TABLE = "table";
    private static final String JSON = "json";

    @Spec(Spec.Target.MIXEE)
    @Nullable CommandSpec command;

    private String format = TABLE;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = TABLE,
            description = "table (the default), or json: the JSON of the admin API, unchanged.")
    void format(String value) {
        if (!value.equals(TABLE) && !value.equals(JSON)) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--output must be table or json, not " + value + ".");
        }
        format = value;
    }

    boolean isJson() {
        return format.equals(JSON);
    }

    /** Prints one thing that the server returned. */
    void print(Answer answer) {
        if (isJson()) {
            Terminal.printJson(answer.body());
        } else {
            Details.print(answer.json());
        }
    }
}
