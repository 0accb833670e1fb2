package dev.gatehouse.testing;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static boolean isOnPath(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
