// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import picocli.CommandLine.Command;

/** The program with its commands. Without a command the program is the server, which is not started here. */
@Command(
        name = "gatehouse",
        description = {
            "Administer a deployment of Gatehouse from the command line.",
            "",
            "Without a command, the program starts the server."
        },
        footer = {
            "",
            "Environment:",
            "  GATEHOUSE_URL      the address of the deployment, for scripts",
            "  GATEHOUSE_TOKEN    an access token for GATEHOUSE_URL",
            "  GATEHOUSE_CA_FILE  certificates (PEM) to trust for GATEHOUSE_URL",
            "",
            "gatehouse COMMAND --help describes a command."
        },
        subcommands = {
            LoginCommand.class,
            LogoutCommand.class,
            ProfilesCommand.class,
            ClientCommands.class,
            ScopeCommands.class,
            ServiceCommands.class,
            TokenCommands.class,
            RevokeCommand.class,
            WhyDeniedCommand.class,
            AuditCommand.class,
            SettingsCommands.class,
            TenantCommands.class,
            ExportCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            ImportCommands.class,
            CompletionCommand.class
        })
final class GatehouseCommand {}
