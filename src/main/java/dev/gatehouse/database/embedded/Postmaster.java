// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server process from {@code postmaster.pid}: the process ID in line 1, the data directory in line 2, the
 * port in line 4.
 */
record Postmaster(long pid, int port) {

    /** Returns the running server of {@code cluster}, if any. A file of an ended process is ignored. */
    static Optional<Postmaster> runningIn(Path cluster) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(pidFile(cluster));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        if (lines.size() < 4) {
            return Optional.empty();
        }
        var postmaster = new Postmaster(
                Long.parseLong(lines.get(0).strip()),
                Integer.parseInt(lines.get(3).strip()));
        boolean ours = isSameDirectory(Path.of(lines.get(1).strip()), cluster) && postmaster.serves(cluster);
        return ours ? Optional.of(postmaster) : Optional.empty();
    }

    /**
     * Removes a PID file if the process ID now belongs to an unrelated process, which PostgreSQL would mistake for a
     * running server. PostgreSQL itself handles the file of an ended process, and also checks for surviving child
     * processes.
     */
    static void removeStalePidFile(Path cluster) throws IOException {
        Path file = pidFile(cluster);
        if (!Files.exists(file)) {
            return;
        }
        String pid = Files.readAllLines(file).stream().findFirst().orElse("").strip();
        if (!pid.matches("\\d{1,18}")) {
            return;
        }
        var claimed = new Postmaster(Long.parseLong(pid), 0);
        if (claimed.isAlive() && !claimed.serves(cluster)) {
            Files.delete(file);
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Returns whether the process runs in {@code cluster}. The working directory of a server is its data directory. */
    boolean serves(Path cluster) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        if (Files.isDirectory(Path.of("/proc/self"))) {
            try {
                return isSameDirectory(
                        Path.of("/proc", Long.toString(pid), "cwd").toRealPath(), cluster);
            } catch (NoSuchFileException _) {
                return false;
            } catch (AccessDeniedException _) {
                // Falls through to the name of the program, which every user may read.
            }
        }
        return process.get()
                .info()
                .command()
                .map(Path::of)
                .filter(program -> program.endsWith("postgres"))
                .isPresent();
    }

    private static Path pidFile(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    private static boolean isSameDirectory(Path one, Path other) throws IOException {
        return Files.isDirectory(one) && Files.isSameFile(one, other);
    }
}
