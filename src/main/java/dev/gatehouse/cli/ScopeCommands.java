// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gatehouse scopes}: Scope Management. */
@Command(name = "scopes", description = "List and show scopes.")
final class ScopeCommands {
    private static final String SCOPES = "/scopes";

    @Command(
            name = "list",
            description = "List scopes.",
            footer = {"", "Sort by name (the default), createdAt or updatedAt."})
    int list(@Mixin Deployment deployment, @Mixin Output output, @Mixin Paging paging) {
        var table = new Table(
                Column.of("NAME", "name"),
                Column.count("URLS", "serviceUrls"),
                Column.of("GROUPS", "groups"),
                Column.of("ID", "id"),
                Column.of("DESCRIPTION", "description"));
        output.list(deployment.open(), SCOPES, paging.query(), paging.limit, table, "id");
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Show a scope and its URLs.",
            footer = {"", "Example:", "  gatehouse scopes show orders"})
    int show(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Parameters(paramLabel = "SCOPE", description = "The name or the ID of the scope.") String scope) {
        var api = deployment.open();
        output.one(api.get(SCOPES + "/" + Reference.id(api, SCOPES, "name", scope, "The scope")), "id");
        return ExitCode.OK;
    }
}
