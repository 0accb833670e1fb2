package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs beside Java that a test needs: the build machine has them all, a developer's machine may lack some. */
public final class Tools {
    private Tools() {}

    /** Skips the test with a line that says why when one of these is missing; fails it where {@code CI=true}. */
    public static void need(String... programs) {
        var missing = Stream.of(programs).filter(program -> !isOnPath(program)).toList();
        if (missing.isEmpty()) {
            return;
        }
        var why = "needs " + String.join(", ", missing) + " on the PATH";
        if ("true".equals(System.getenv("CI"))) {
            fail(why);
        }
        System.out.println("Skipped: " + why);
        Assumptions.abort(why);
    }

    /** Where a program is that this machine has. */
    static Path path(String program) {
        return find(program).orElseThrow(() -> new IllegalStateException("no " + program));
    }

    private static boolean isOnPath(String program) {
        return find(program).isPresent();
    }

    /** On the path, or where Debian keeps servers, which is not on everybody's. */
    private static Optional<Path> find(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
