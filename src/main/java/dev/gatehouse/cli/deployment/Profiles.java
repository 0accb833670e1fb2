// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import com.fasterxml.jackson.core.JacksonException;
import dev.gatehouse.cli.terminal.Environment;
import dev.gatehouse.cli.terminal.Failure;
import dev.gatehouse.cli.terminal.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of the profiles, one for each, in a directory that only the user can open. A file is written under another
 * name, readable for the user only from its creation on, and then renamed: it is never incomplete, and nobody else can
 * read it at any moment. On Windows the directory has the permissions of the user's profile.
 */
public final class Profiles {
    /** The profile of commands that name none. */
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final String SUFFIX = ".json";

    private final Path directory;

    public Profiles(Path directory) {
        this.directory = directory;
    }

    public static Profiles ofUser() {
        return new Profiles(Environment.configuration());
    }

    /** Returns the profile of a name; empty if there is none. */
    public Optional<Profile> find(String name) {
        var file = file(name);
        try {
            return Optional.of(Profile.of(Json.read(Files.readString(file)))
                    .orElseThrow(() -> Failure.usage("The file " + file + " is not a profile.")));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (JacksonException malformed) {
            throw Failure.usage("The file " + file + " is not a profile.");
        } catch (IOException failure) {
            throw Failure.usage("The file " + file + " cannot be read: " + failure.getMessage());
        }
    }

    /** Returns all profiles by name, in alphabetical order. */
    public SortedMap<String, Profile> all() {
        var all = new TreeMap<String, Profile>();
        try (var files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (var file : files) {
                var name = file.getFileName().toString().replaceFirst("\\.json$", "");
                if (NAME.matcher(name).matches()) {
                    find(name).ifPresent(profile -> all.put(name, profile));
                }
            }
        } catch (NoSuchFileException absent) {
            return all;
        } catch (IOException failure) {
            throw Failure.usage("The directory " + directory + " cannot be read: " + failure.getMessage());
        }
        return all;
    }

    public void save(String name, Profile profile) {
        var file = file(name);
        try {
            createDirectory();
            var written = Files.createTempFile(directory, "." + name, ".tmp", privately("rw-------"));
            try {
                Files.writeString(written, profile.json().toPrettyString() + "\n");
                force(written);
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException failure) {
            throw Failure.usage("The file " + file + " cannot be written: " + failure.getMessage());
        }
    }

    public void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException failure) {
            throw Failure.usage("The file " + file(name) + " cannot be deleted: " + failure.getMessage());
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Failure.usage("The name of a profile has up to 64 letters, digits, '.', '_' and '-'.");
        }
        return directory.resolve(name + SUFFIX);
    }

    private void createDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectory(directory, privately("rwx------"));
        } else if (hasPermissions()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Creates an empty file that only the user can open.
     *
     * @throws Failure if the file exists or cannot be written
     */
    public static void createPrivately(Path file) {
        try {
            Files.createFile(file, privately("rw-------"));
        } catch (FileAlreadyExistsException existing) {
            throw Failure.usage("The file " + file + " exists already.");
        } catch (IOException failure) {
            throw Failure.usage("The file " + file + " cannot be written: " + failure.getMessage());
        }
    }

    /** Returns the attributes of a file or directory that only the user can open. */
    public static FileAttribute<?>[] privately(String permissions) {
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return hasPermissions()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
