// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.cli.deployment.Answer;
import dev.gatehouse.cli.deployment.Profiles;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where a new client secret goes, which the server returns once. The file is created before the secret exists, so that no
 * secret is lost because the file cannot be written.
 */
final class SecretFile {
    private static final String SECRET = "clientSecret";

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "Write the secret to this new file, which only you can read, instead of printing it.")
    @Nullable Path file;

    private boolean prepared;

    /** Creates the empty file. Rejects options that would lose the secret. */
    void prepare(Output output) {
        if (file == null) {
            if (output.isQuiet()) {
                throw Failure.usage("--quiet would lose the secret. Add --secret-file FILE.");
            }
            return;
        }
        Profiles.createPrivately(file);
        prepared = true;
    }

    /** Prints a client. Its secret, if the answer has one, goes to the file or after the fields. */
    void print(Answer answer, Output output) {
        var secret = answer.text(SECRET);
        if (secret.isEmpty()) {
            output.one(answer, "clientId");
        } else if (file != null) {
            output.one(written(file, answer, secret), "clientId");
        } else {
            output.one(answer, "clientId");
            Terminal.tell("The client secret is shown only now. Store it safely.");
            if (output.isQuiet()) {
                Terminal.tell(SECRET + ": " + secret);
            }
        }
    }

    private Answer written(Path file, Answer answer, String secret) {
        try {
            if (!prepared) {
                Files.createFile(file, Profiles.privately("rw-------"));
            }
            Files.writeString(file, secret + "\n", StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw Failure.usage(
                    "The file " + file + " cannot be written: " + failure.getMessage(), SECRET + ": " + secret);
        }
        var rest = (ObjectNode) answer.json().deepCopy();
        rest.remove(SECRET);
        return Answer.local(rest);
    }
}
