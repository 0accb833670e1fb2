// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import dev.gatehouse.platform.StartupFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once per version from the archive in the application. The programs run in a neutral
 * locale, without {@code PG*} variables, and never as root, which PostgreSQL rejects.
 */
final class PostgresBinaries {

    private static final long ROOT = 0;

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Unpacks the programs below {@code parent} unless they are unpacked already. */
    static PostgresBinaries unpackedBelow(Path parent) throws IOException {
        String archive = archiveName();
        Path home = parent.resolve("programs-" + fingerprint(archive));
        if (!Files.isDirectory(home)) {
            Path unfinished = parent.resolve("programs.unfinished");
            deleteTree(unfinished);
            unpack(archive, unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(home);
    }

    /** Removes the unpacked programs of other versions. None of these programs may be running. */
    void removeOtherVersions() throws IOException {
        try (var others = Files.newDirectoryStream(home.resolveSibling("."), "programs-*")) {
            for (Path other : others) {
                if (!Files.isSameFile(other, home)) {
                    deleteTree(other);
                }
            }
        }
    }

    /** The exit code and the complete output of a program. */
    record Outcome(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }

        /** Returns the line of the output that most likely names the cause. */
        String complaint() {
            List<String> lines = output.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.stream()
                    .filter(line -> line.matches(".*\\b(FATAL|PANIC|ERROR|error):.*"))
                    .reduce((_, last) -> last)
                    .or(() -> lines.stream().reduce((_, last) -> last))
                    .orElse("it ended with code " + exitCode);
        }
    }

    /** Runs {@code program} to its end with {@code input} on standard input. */
    Outcome run(String program, String input, List<String> arguments) throws IOException {
        String executable = home.resolve("bin").resolve(program).toString();
        if (userId() != ROOT) {
            return execute(Stream.concat(Stream.of(executable), arguments.stream()), input);
        }
        // In a new user namespace, the process runs as nobody but still owns the files of root.
        try {
            Outcome outcome =
                    execute(Stream.concat(Stream.of("unshare", "--user", executable), arguments.stream()), input);
            if (outcome.output().startsWith("unshare:")) {
                throw refusedToRoot(outcome.complaint());
            }
            return outcome;
        } catch (IOException failure) {
            throw refusedToRoot(String.valueOf(failure.getMessage()));
        }
    }

    private static Outcome execute(Stream<String> command, String input) throws IOException {
        var builder = new ProcessBuilder(command.toList()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(UTF_8));
        } catch (IOException _) {
            // The program ended before reading its input; exit code and output give the reason.
        }
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            return new Outcome(process.waitFor(), output);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for PostgreSQL", interruption);
        }
    }

    private static StartupFailure refusedToRoot(String reason) {
        return new StartupFailure(
                "PostgreSQL does not run as root and root cannot become nobody here (" + reason
                        + "); run Gatehouse as an ordinary user, or set quarkus.datasource.jdbc.url to a database of your own.");
    }

    /** Returns the user ID of the current process. */
    static long userId() {
        return new UnixSystem().getUid();
    }

    /** Deletes {@code tree} and its content, if {@code tree} exists. */
    static void deleteTree(Path tree) throws IOException {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException _) {
            // nothing to delete
        }
    }

    private static String archiveName() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String cpu = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String archiveCpu = switch (cpu) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> throw unsupported(os, cpu);
        };
        if (os.startsWith("linux")) {
            return "/postgres-linux-" + archiveCpu + ".txz";
        }
        if (os.startsWith("mac")) {
            // Universal programs: one archive for both processors.
            return "/postgres-darwin-x86_64.txz";
        }
        throw unsupported(os, cpu);
    }

    private static StartupFailure unsupported(String os, String cpu) {
        return new StartupFailure("There is no embedded PostgreSQL for " + os + " on " + cpu
                + "; set quarkus.datasource.jdbc.url (or QUARKUS_DATASOURCE_JDBC_URL) to a database of your own.");
    }

    private static InputStream open(String archive) {
        InputStream stream = PostgresBinaries.class.getResourceAsStream(archive);
        if (stream == null) {
            throw new StartupFailure(
                    "This build carries no embedded PostgreSQL for this machine (" + archive.substring(1)
                            + "); set quarkus.datasource.jdbc.url (or QUARKUS_DATASOURCE_JDBC_URL) to a database of your own.");
        }
        return stream;
    }

    private static String fingerprint(String archive) throws IOException {
        try (var digest = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (var stream = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive))))) {
            for (TarArchiveEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive leaves its directory with " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.resolve("..").normalize());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(path, target.resolve(entry.getLinkName()));
                } else {
                    Files.copy(stream, path);
                    boolean executable = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }
}
