// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories that outlive one test, so JUnit doesn't delete them. */
final class TemporaryDirectories {
    private TemporaryDirectories() {}

    /** Deletes a directory with its contents, or prints why the deletion failed. */
    static void remove(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            System.err.println(directory + " was not deleted: " + failure);
        }
    }
}
