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
    public static final String STANDARD_INPUT = "-";
    private static final int MEBIBYTE = 1024 * 1024;

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
        return line(file);
    }

    /** Returns the only line, without its end. */
    public static String line(String file) {
        var line = text(file).strip();
        if (line.isEmpty() || line.lines().count() > 1) {
            throw Failure.usage(named(file) + " must contain one line.");
        }
        return line;
    }

    /**
     * Returns the content of a file.
     *
     * @param mebibytes the maximum size
     */
    public static byte[] bytes(String file, int mebibytes) {
        var most = mebibytes * MEBIBYTE;
        try {
            var bytes =
                    file.equals(STANDARD_INPUT) ? System.in.readNBytes(most + 1) : beginning(Path.of(file), most + 1);
            if (bytes.length > most) {
                throw Failure.usage(named(file) + " is larger than " + mebibytes + " MiB.");
            }
            return bytes;
        } catch (NoSuchFileException absent) {
            throw Failure.usage("The file " + file + " does not exist.");
        } catch (IOException failure) {
            throw Failure.usage("The file " + file + " cannot be read: " + failure.getMessage());
        }
    }

    private static String text(String file) {
        return Json.text(bytes(file, 1));
    }

    private static byte[] beginning(Path file, int length) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return stream.readNBytes(length);
        }
    }

    /** Returns how messages call a file. */
    public static String named(String file) {
        return file.equals(STANDARD_INPUT) ? "Standard input" : "The file " + file;
    }
}
