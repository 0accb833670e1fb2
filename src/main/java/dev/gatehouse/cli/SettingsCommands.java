// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse settings}: the settings of the tenant. */
@Command(name = "settings", description = "Show the settings.")
final class SettingsCommands {

    @Command(name = "show", description = "Show the settings, and warnings about risky values.")
    int show(@Mixin Deployment deployment, @Mixin Format format) {
        format.print(deployment.open().get("/settings"));
        return ExitCode.OK;
    }
}
