// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.importer.ForeignFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse import}: files of other products as configuration files. */
@Command(
        name = "import",
        description = {
            "Make a configuration file of a file of another product.",
            "",
            "Needs no server. Everything that has no counterpart is reported with its line. Read the report, then plan"
                    + " and apply the result."
        })
final class ImportCommands {

    @Command(
            name = "keycloak",
            description = "Import the realm export of Keycloak (JSON).",
            footer = {
                "",
                "Example:",
                "  gatehouse import keycloak realm.json --output gatehouse.yaml --report report.json"
            })
    int keycloak(@Mixin ImportedFile file) {
        file.make(ForeignFormat.KEYCLOAK);
        return ExitCode.OK;
    }

    @Command(
            name = "csv",
            description = "Import a table of clients, scopes and services (CSV), with the labels of webMethods.",
            footer = {"", "Example:", "  gatehouse import csv clients.csv --output gatehouse.yaml"})
    int csv(@Mixin ImportedFile file) {
        file.make(ForeignFormat.CSV);
        return ExitCode.OK;
    }

    @Command(
            name = "kong",
            description = "Import the declarative configuration of Kong Gateway (kong.yml).",
            footer = {"", "Example:", "  gatehouse import kong kong.yml --output gatehouse.yaml"})
    int kong(@Mixin ImportedFile file) {
        file.make(ForeignFormat.KONG);
        return ExitCode.OK;
    }

    @Command(
            name = "apisix",
            description = "Import the standalone configuration of Apache APISIX (apisix.yaml).",
            footer = {"", "Example:", "  gatehouse import apisix apisix.yaml --output gatehouse.yaml"})
    int apisix(@Mixin ImportedFile file) {
        file.make(ForeignFormat.APISIX);
        return ExitCode.OK;
    }
}
