// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories that outlive one test, so that JUnit does not remove them. */
final class TemporaryDirectories {
    private TemporaryDirectories() {}

    /** Removes a directory and all that is in it, or says why it can't. */
    static void remove(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            System.err.println(directory + " was not removed: " + failure);
        }
    }
}
