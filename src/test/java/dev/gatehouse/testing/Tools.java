// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** External programs that tests need. The build machine has all of them. A developer's machine may lack some. */
public final class Tools {
    private static final Pattern COLORS = Pattern.compile("\\x1b\\[[0-9;]*m");

    private Tools() {}

    /** Skips the test and prints the reason if a program is missing. Fails the test instead if {@code CI=true}. */
    public static void need(String... programs) {
        var missing = Stream.of(programs).filter(program -> !isOnPath(program)).toList();
        if (!missing.isEmpty()) {
            lack(String.join(", ", missing) + " on the PATH");
        }
    }

    /** Skips or fails the test, as {@link #need} does, if a file is missing. */
    public static void needFile(String path) {
        if (!Files.exists(Path.of(path))) {
            lack(path);
        }
    }

    /**
     * Returns the Python that has a module: the first on the PATH, or the one of the Debian packages. Skips or fails
     * the test as described at {@link #need}.
     */
    public static String pythonWith(String module) throws InterruptedException {
        for (var python : List.of("python3", "/usr/bin/python3")) {
            if (imports(python, module)) {
                return python;
            }
        }
        throw lack("the module " + module + " of Python");
    }

    private static boolean imports(String python, String module) throws InterruptedException {
        try {
            var process = new ProcessBuilder(python, "-c", "import " + module)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Runs a program to its end, prints its output and returns its exit code. */
    public static int run(ProcessBuilder builder) throws IOException, InterruptedException {
        // A make that a test runs must not inherit the options of the make that runs the tests.
        builder.environment().keySet().removeAll(List.of("MAKEFLAGS", "MFLAGS", "MAKELEVEL"));
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().map(line -> COLORS.matcher(line).replaceAll("")).forEach(System.out::println);
        }
        return process.waitFor();
    }

    private static AssertionError lack(String what) {
        var why = "needs " + what;
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        System.out.println("Skipped: " + why);
        return Assumptions.abort(why);
    }

    /** Returns the path of a program that this machine has. */
    static Path path(String program) {
        return find(program).orElseThrow(() -> new IllegalStateException("missing program " + program));
    }

    private static boolean isOnPath(String program) {
        return find(program).isPresent();
    }

    /** Searches the PATH and {@code /usr/sbin}, where Debian installs servers and which is not on every user's PATH. */
    private static Optional<Path> find(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
