// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a command reads; {@code -} is standard input. Secrets come this way, because others see command lines. */
public final class Input {
    private static final String STANDARD_INPUT = "-";
    private static final int MAX_BYTES = 1024 * 1024;

    private Input() {}

    /** Returns a JSON object. */
    public static ObjectNode object(String file) {
        try {
            if (Json.read(text(file)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException malformed) {
            throw Failure.usage(named(file) + " is not JSON: " + malformed.getOriginalMessage());
        }
        throw Failure.usage(named(file) + " must contain a JSON object.");
    }

    /** Returns a secret in one line, without the end of the line. */
    public static String secret(String file) {
        var secret = text(file).strip();
        if (secret.isEmpty() || secret.lines().count() > 1) {
            throw Failure.usage(named(file) + " must contain one line.");
        }
        return secret;
    }

    private static String text(String file) {
        try {
            var bytes = file.equals(STANDARD_INPUT) ? System.in.readNBytes(MAX_BYTES + 1) : bytes(Path.of(file));
            if (bytes.length > MAX_BYTES) {
                throw Failure.usage(named(file) + " is larger than 1 MiB.");
            }
            return Json.text(bytes);
        } catch (NoSuchFileException absent) {
            throw Failure.usage("The file " + file + " does not exist.");
        } catch (IOException failure) {
            throw Failure.usage("The file " + file + " cannot be read: " + failure.getMessage());
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(MAX_BYTES + 1);
        }
    }

    private static String named(String file) {
        return file.equals(STANDARD_INPUT) ? "Standard input" : "The file " + file;
    }
}
