// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.cli.deployment.AdminApi;
import dev.gatehouse.cli.deployment.Answer;
import dev.gatehouse.cli.deployment.Query;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Json;
import dev.gatehouse.cli.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse clients}: Client Registration. */
@Command(name = "clients", description = "List, create, change and delete clients, and generate client secrets.")
final class ClientCommands {
    private static final String CLIENTS = "/clients";
    private static final String ID = "clientId";

    /** Fields of an answer that a change does not contain. All others are sent back unchanged. */
    private static final List<String> READ_ONLY = List.of(
            ID,
            "clientSecret",
            "previousSecretUntil",
            "name",
            "version",
            "builtIn",
            "groups",
            "warnings",
            "createdAt",
            "updatedAt");

    @Command(
            name = "list",
            description = "List clients.",
            footer = {
                "",
                "Sort by name (the default), createdAt or updatedAt.",
                "",
                "Examples:",
                "  gatehouse clients list --search partner",
                "  gatehouse clients list --output json | jq -r '.items[] | select(.active | not) | .clientId'"
            })
    int list(@Mixin Deployment deployment, @Mixin Output output, @Mixin Paging paging) {
        var table = new Table(
                Column.of("CLIENT ID", ID),
                Column.of("NAME", "name"),
                Column.of("VERSION", "version"),
                Column.of("TYPE", "type"),
                Column.of("ACTIVE", "active"),
                Column.of("SCOPES", "scopes"));
        output.list(deployment.open(), CLIENTS, paging.query(), paging.limit, table, ID);
        return ExitCode.OK;
    }

    @Command(name = "show", description = "Show all fields of a client.")
    int show(@Mixin Deployment deployment, @Mixin Output output, @Parameters(paramLabel = "CLIENT-ID") String client) {
        output.one(deployment.open().get(path(client)), ID);
        return ExitCode.OK;
    }

    @Command(
            name = "create",
            description = {
                "Create a client.",
                "",
                "The secret of a confidential client is printed once, and cannot be shown again."
            },
            footer = {
                "",
                "Examples:",
                "  gatehouse clients create --name Orders --version 1.0 --scope orders \\",
                "    --grant-type client_credentials --secret-file orders.secret",
                "  gatehouse clients create --file client.json --output json"
            })
    int create(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Option(names = "--name", paramLabel = "NAME", description = "The name.") @Nullable String name,
            @Option(
                            names = "--version",
                            paramLabel = "VERSION",
                            description = "The version. Name and version are unique.")
                    @Nullable String version,
            @Mixin ClientFields fields,
            @Mixin SecretFile secretFile) {
        var client = fields.on(fields.ofFile());
        Json.put(client, "name", name);
        Json.put(client, "version", version);
        if (!client.path("type").asText().equals("PUBLIC")) {
            secretFile.prepare(output);
        }
        secretFile.print(deployment.open().post(CLIENTS, client), output);
        return ExitCode.OK;
    }

    @Command(
            name = "update",
            description = {
                "Change a client.",
                "",
                "With options, all other fields stay as they are; the change is rejected if another administrator"
                        + " changed the client meanwhile. With --file, the file replaces all fields but name and version."
            },
            footer = {
                "",
                "Example:",
                "  gatehouse clients update k3v9q2x7m1c8w5z0t4b6ya --scope orders --scope customers"
            })
    int update(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Parameters(paramLabel = "CLIENT-ID") String client,
            @Mixin ClientFields fields,
            @Mixin SecretFile secretFile) {
        var api = deployment.open();
        var answer = fields.file == null
                ? change(api, client, fields::on)
                : api.put(path(client), fields.on(fields.ofFile()), null);
        secretFile.print(answer, output);
        return ExitCode.OK;
    }

    @Command(name = "activate", description = "Activate a client. Its tokens are valid again.")
    int activate(
            @Mixin Deployment deployment, @Mixin Output output, @Parameters(paramLabel = "CLIENT-ID") String client) {
        return switchTo(true, deployment, output, client);
    }

    @Command(
            name = "deactivate",
            description =
                    "Deactivate a client. It gets no tokens, and its tokens are invalid until it is active again.")
    int deactivate(
            @Mixin Deployment deployment, @Mixin Output output, @Parameters(paramLabel = "CLIENT-ID") String client) {
        return switchTo(false, deployment, output, client);
    }

    private static int switchTo(boolean active, Deployment deployment, Output output, String client) {
        output.one(change(deployment.open(), client, fields -> fields.put("active", active)), ID);
        return ExitCode.OK;
    }

    @Command(name = "delete", description = "Delete a client. All its tokens are revoked. This cannot be undone.")
    int delete(
            @Mixin Deployment deployment, @Mixin Output output, @Parameters(paramLabel = "CLIENT-ID") String client) {
        deployment.open().delete(path(client));
        output.done("Client " + client + " is deleted.");
        return ExitCode.OK;
    }

    @Command(
            name = "secret",
            description = {
                "Replace the secret of a confidential client.",
                "",
                "The new secret is printed once, and cannot be shown again."
            },
            footer = {
                "",
                "Example:",
                "  gatehouse clients secret k3v9q2x7m1c8w5z0t4b6ya --overlap 3600 --secret-file orders.secret"
            })
    int secret(
            @Mixin Deployment deployment,
            @Mixin Output output,
            @Parameters(paramLabel = "CLIENT-ID") String client,
            @Option(
                            names = "--overlap",
                            paramLabel = "SECONDS",
                            defaultValue = "0",
                            description = "How long the old secret stays valid (${DEFAULT-VALUE}).")
                    long overlap,
            @Mixin SecretFile secretFile) {
        secretFile.prepare(output);
        var body = Json.object().put("overlapSeconds", overlap);
        secretFile.print(deployment.open().post(path(client) + "/secret", body), output);
        return ExitCode.OK;
    }

    /** The change of some fields of a client. */
    private interface Change {
        ObjectNode on(ObjectNode client);
    }

    /** Changes some fields, unless another administrator changes the client at the same time. */
    private static Answer change(AdminApi api, String client, Change change) {
        var stored = api.get(path(client));
        var fields = (ObjectNode) stored.json().deepCopy();
        fields.remove(READ_ONLY);
        return api.put(path(client), change.on(fields), stored.entityTag().orElse(null));
    }

    private static String path(String client) {
        return CLIENTS + "/" + Query.encode(client);
    }
}
