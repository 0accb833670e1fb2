// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command writes. */
public final class OutputFile {
    private OutputFile() {}

    /** Writes a text, and replaces a file of this name. */
    public static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw Failure.usage("The file " + file + " cannot be written: " + failure.getMessage());
        }
    }
}
