// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the configuration directory. A file is one whose name ends in {@code .yaml}, {@code .yml} or
 * {@code .json} and does not begin with a dot. Symbolic links are followed, as Kubernetes mounts need it.
 */
final class ConfigurationDirectory {
    private static final Set<String> ENDINGS = Set.of(".yaml", ".yml", ".json");

    private final Path path;

    ConfigurationDirectory(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    /** Returns the files in the order of their names. */
    List<Path> files() {
        try (var entries = Files.list(path)) {
            return entries.filter(ConfigurationDirectory::isNamedAsOne)
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNamedAsOne(Path file) {
        var name = file.getFileName().toString();
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
    }

    /**
     * Returns a value that differs after every change of the files: the real path, the time of the last change and the
     * size of each. Reads no content.
     *
     * @param referred other files to which the files refer
     */
    Map<Path, String> fingerprint(Set<Path> referred) {
        var fingerprint = new TreeMap<Path, String>();
        if (exists()) {
            Stream.concat(files().stream(), referred.stream()).forEach(file -> fingerprint.put(file, state(file)));
        }
        return fingerprint;
    }

    private static String state(Path file) {
        try {
            return file.toRealPath() + " " + Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
