// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.ConfigurationFile;
import dev.gatehouse.cli.terminal.Input;
import picocli.CommandLine.Parameters;

/** The argument that names a configuration file. */
final class ConfigurationDocument {
    /** The limit of the admin API. */
    private static final int MAX_MEBIBYTES = 10;

    @Parameters(
            paramLabel = "FILE",
            description = "The configuration file, in JSON if its name ends in .json, otherwise in YAML. - is standard"
                    + " input.")
    String file = "";

    ConfigurationFile read() {
        var bytes = Input.bytes(file, MAX_MEBIBYTES);
        return new ConfigurationFile(file.equals(Input.STANDARD_INPUT) ? "standard input" : file, bytes);
    }
}
