// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.cli.deployment.AdminApi;
import dev.gatehouse.cli.deployment.Pages;
import dev.gatehouse.cli.deployment.Query;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Json;
import dev.gatehouse.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse revoke}: revokes tokens. */
@Command(
        name = "revoke",
        description = {
            "Revoke tokens: single ones, or all of a client or of an account.",
            "",
            "Access token and refresh token are revoked together, on every node within a second. The oldest token comes"
                    + " first, so that your own is among the last. With an unknown ID the exit code is 1; the other"
                    + " tokens are revoked."
        },
        footer = {
            "",
            "Examples:",
            "  gatehouse revoke --account jane",
            "  gatehouse tokens list --scope orders --quiet | xargs gatehouse revoke"
        })
final class RevokeCommand implements Callable<Integer> {
    /** The largest number of tokens that the admin API revokes in one call. */
    private static final int MOST = 1000;

    @Mixin
    Deployment deployment = new Deployment();

    @Mixin
    Format format = new Format();

    @ArgGroup(multiplicity = "1")
    Which which = new Which();

    /** One of the ways to name tokens. */
    static final class Which {
        @Parameters(paramLabel = "TOKEN-ID", arity = "1..*", description = "The IDs of tokens.")
        @Nullable List<String> ids;

        @Option(names = "--client", paramLabel = "CLIENT-ID", description = "All tokens of a client.")
        @Nullable String client;

        @Option(names = "--account", paramLabel = "USERNAME", description = "All tokens that an account granted.")
        @Nullable String account;
    }

    private int revoked;
    private boolean allKnown = true;

    @Override
    public Integer call() {
        var api = deployment.open();
        if (which.ids == null) {
            revoke(api, query(api));
        } else {
            revoke(api, which.ids);
        }
        if (!format.isJson()) {
            Terminal.print(revoked == 1 ? "1 token is revoked." : revoked + " tokens are revoked.");
        }
        return allKnown ? ExitCode.OK : ExitCode.REFUSED;
    }

    private Query query(AdminApi api) {
        var query = new Query().with("sort", "issuedAt");
        if (which.client != null) {
            api.get("/clients/" + Query.encode(which.client));
            return query.with("client", which.client);
        }
        return query.with("account", TokenCommands.account(api, String.valueOf(which.account)));
    }

    private void revoke(AdminApi api, Query query) {
        var ids = new ArrayList<String>();
        Pages.of(api, TokenCommands.TOKENS, query, null).forEach(page -> {
            page.json()
                    .path("items")
                    .valueStream()
                    .filter(RevokeCommand::isUsable)
                    .forEach(token -> ids.add(token.path("id").asText()));
            return true;
        });
        revoke(api, ids);
    }

    private static boolean isUsable(JsonNode token) {
        return switch (token.path("status").asText()) {
            case "REVOKED" -> false;
            case "EXPIRED" -> token.path("refreshable").asBoolean();
            default -> true;
        };
    }

    private void revoke(AdminApi api, List<String> ids) {
        for (var from = 0; from < ids.size(); from += MOST) {
            var body = Json.object();
            Json.put(body, "ids", ids.subList(from, Math.min(from + MOST, ids.size())));
            var answer = api.post(TokenCommands.TOKENS + "/delete", body);
            revoked += answer.json().path("deleted").asInt();
            for (var unknown : answer.json().path("unknown")) {
                allKnown = false;
                Terminal.tell("The token " + unknown.asText() + " does not exist.");
            }
            if (format.isJson()) {
                Terminal.printJson(answer.body());
            }
        }
    }
}
