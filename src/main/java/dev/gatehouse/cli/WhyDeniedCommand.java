// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.cli.terminal.Column;
import dev.gatehouse.cli.terminal.Details;
import dev.gatehouse.cli.terminal.ExitCode;
import dev.gatehouse.cli.terminal.Input;
import dev.gatehouse.cli.terminal.Json;
import dev.gatehouse.cli.terminal.Table;
import dev.gatehouse.cli.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse why-denied}: explains the gateway's decision about a call. */
@Command(
        name = "why-denied",
        description = {
            "Explain step by step why the gateway allows or denies a call, and what would allow it.",
            "",
            "Name the caller by a token, the ID of a token, or a client with scopes. Gatehouse makes no call. The exit"
                    + " code is 0 if the call is allowed and 1 if it is denied."
        },
        footer = {
            "",
            "Examples:",
            "  gatehouse why-denied GET /integration/rest/orders --token-file - < token.txt",
            "  gatehouse why-denied GET /integration/rest/orders --client k3v9q2x7m1c8w5z0t4b6ya --account jane"
        })
final class WhyDeniedCommand implements Callable<Integer> {
    @Mixin
    Deployment deployment = new Deployment();

    @Mixin
    Format format = new Format();

    @Parameters(index = "0", paramLabel = "METHOD", description = "The method of the call.")
    String method = "";

    @Parameters(index = "1", paramLabel = "URL", description = "The path or URL of the call.")
    String url = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the access token; - is standard input. Others could see a token in the command"
                    + " line.")
    @Nullable String tokenFile;

    @Option(names = "--token-id", paramLabel = "TOKEN-ID", description = "The ID of a token.")
    @Nullable String tokenId;

    @Option(names = "--client", paramLabel = "CLIENT-ID", description = "A client that has no token yet.")
    @Nullable String client;

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            description = "A scope of --client. Can be repeated. Default: all that the client may request.")
    @Nullable List<String> scopes;

    @Option(
            names = "--account",
            paramLabel = "USERNAME",
            description = "The account that would grant --client access. Default: the client acts for itself.")
    @Nullable String account;

    @Option(names = "--forward-auth", description = "Another proxy forwards the call and asks by forward-auth.")
    boolean forwardAuth;

    @Override
    public Integer call() {
        var question = Json.object().put("method", method).put("url", url);
        Json.put(question, "token", tokenFile == null ? null : Input.secret(tokenFile));
        Json.put(question, "tokenId", tokenId);
        Json.put(question, "client", client);
        Json.put(question, "scopes", scopes);
        Json.put(question, "account", account);
        if (forwardAuth) {
            question.put("forwardAuth", true);
        }
        var answer = deployment.open().post("/why-denied", question);
        if (format.isJson()) {
            Terminal.printJson(answer.body());
        } else {
            explain(answer.json());
        }
        return answer.json().path("allowed").asBoolean() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static void explain(JsonNode answer) {
        if (answer.path("allowed").asBoolean()) {
            Terminal.print("Allowed");
        } else {
            Terminal.print(("Denied: " + answer.path("status").asText() + " "
                            + answer.path("error").asText(""))
                    .strip());
            answer.path("description").asText("").lines().forEach(Terminal::print);
            answer.path("change").asText("").lines().forEach(Terminal::print);
        }
        Terminal.print("");
        new Table(
                        new Column("STEP", step -> words(step.path("step").asText())),
                        new Column("RESULT", step -> words(step.path("verdict").asText())))
                .print(answer.path("steps"));
        Terminal.print("");
        Details.print(answer.path("facts"));
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
