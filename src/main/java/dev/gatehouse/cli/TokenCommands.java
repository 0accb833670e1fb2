// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import dev.gatehouse.cli.deployment.AdminApi;
import dev.gatehouse.cli.deployment.Query;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse tokens}: Token Management. */
@Command(name = "tokens", description = "List and show tokens. gatehouse revoke revokes them.")
final class TokenCommands {
    static final String TOKENS = "/tokens";

    @Command(
            name = "list",
            description = "List tokens, the newest first.",
            footer = {
                "",
                "Sort by issuedAt (the default: -issuedAt), expiresAt or lastUsedAt.",
                "",
                "Example:",
                "  gatehouse tokens list --client k3v9q2x7m1c8w5z0t4b6ya --limit 20"
            })
    int list(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Mixin Paging paging,
            @Option(names = "--client", paramLabel = "CLIENT-ID", description = "Show the tokens of this client.")
                    @Nullable String client,
            @Option(
                            names = "--account",
                            paramLabel = "USERNAME",
                            description = "Show the tokens that this account granted.")
                    @Nullable String account,
            @Option(names = "--scope", paramLabel = "NAME", description = "Show the tokens with this scope.") @Nullable String scope) {
        var api = deployment.open();
        var query = paging.query().with("client", client).with("scope", scope);
        if (account != null) {
            query.with("account", account(api, account));
        }
        var table = new Table(
                Column.of("ID", "id"),
                Column.of("CLIENT", "client.clientId"),
                Column.of("ACCOUNT", "account.username"),
                Column.of("STATUS", "status"),
                Column.time("EXPIRES", "expiresAt"),
                Column.of("NAME", "name"),
                Column.of("SCOPES", "scopes"));
        output.list(api, TOKENS, query, paging.limit, table, "id");
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Show all fields of a token. The token itself is not stored.")
    int show(@Mixin Deployment deployment, @Mixin Output output, @Parameters(paramLabel = "TOKEN-ID") String token) {
        output.one(deployment.open().get(TOKENS + "/" + Query.encode(token)), "id");
        return ExitCode.OK;
    }

    /** Returns the ID of an account. */
    static String account(AdminApi api, String username) {
        return Reference.idOf(api, "/accounts", "username", username, "The account");
    }
}
