// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Standard output and standard error, in UTF-8 on every system. All lines with data of the server are printed here, so
 * that none reaches a terminal without {@link PlainText}. There are no colours.
 */
public final class Terminal {
    // Opened when they are used: a native executable runs static initializers while it is built.
    private static @Nullable PrintStream out;
    private static @Nullable PrintStream err;

    private Terminal() {}

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    public static synchronized PrintStream out() {
        if (out == null) {
            out = stream(FileDescriptor.out);
        }
        return out;
    }

    public static synchronized PrintStream err() {
        if (err == null) {
            err = stream(FileDescriptor.err);
        }
        return err;
    }

    /** Prints one line of the result. */
    public static void print(String line) {
        out().println(PlainText.of(line));
    }

    /** Prints a JSON document of the server. */
    public static void printJson(String document) {
        out().println(PlainText.ofJson(document.strip()));
    }

    /** Prints a YAML document whose texts with special characters are in quotation marks, where YAML has JSON's escapes. */
    public static void printYaml(String document) {
        printJson(document);
    }

    /** Prints one line for the user, which is not part of the result. */
    public static void tell(String line) {
        err().println(PlainText.of(line));
    }

    /** Returns whether the reader of standard output has gone away, as {@code head} does. */
    public static boolean isClosed() {
        return out().checkError();
    }
}
