// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.cli.terminal.Input;
import dev.gatehouse.cli.terminal.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the fields of a client that are set most often. All other fields come from a file. */
final class ClientFields {
    @Option(names = "--description", paramLabel = "TEXT", description = "What the client is for.")
    @Nullable String description;

    @Option(names = "--type", paramLabel = "TYPE", description = "confidential (has a secret) or public.")
    @Nullable String type;

    @Option(names = "--redirect-uri", paramLabel = "URI", description = "A redirect URI. Can be repeated.")
    @Nullable List<String> redirectUris;

    @Option(
            names = "--allowed-origin",
            paramLabel = "ORIGIN",
            description = "A web origin whose scripts may read answers to this client. Can be repeated.")
    @Nullable List<String> allowedOrigins;

    @Option(
            names = "--grant-type",
            paramLabel = "GRANT",
            description = "authorization_code, client_credentials, implicit or password. Can be repeated.")
    @Nullable List<String> grantTypes;

    @Option(names = "--scope", paramLabel = "NAME", description = "An associated scope. Can be repeated.")
    @Nullable List<String> scopes;

    @Option(
            names = "--token-lifetime",
            paramLabel = "SECONDS",
            description = "The lifetime of access tokens, instead of the one in the settings.")
    @Nullable Integer tokenLifetime;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A JSON object with the fields as the admin API takes them; - is standard input. The other"
                    + " options replace its fields.")
    @Nullable String file;

    /** Returns the fields of the file. */
    ObjectNode ofFile() {
        return file == null ? Json.object() : Input.object(file);
    }

    /** Sets the fields that the user gave as options. */
    ObjectNode on(ObjectNode client) {
        Json.put(client, "description", description);
        Json.put(client, "type", type == null ? null : type.toUpperCase(Locale.ROOT));
        Json.put(client, "redirectUris", redirectUris);
        Json.put(client, "allowedOrigins", allowedOrigins);
        Json.put(client, "grantTypes", grantTypes);
        Json.put(client, "scopes", scopes);
        if (tokenLifetime != null) {
            client.put("expiration", "SECONDS").put("expirationSeconds", tokenLifetime);
        }
        return client;
    }
}
