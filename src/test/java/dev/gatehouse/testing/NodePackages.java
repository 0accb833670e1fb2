package dev.gatehouse.testing;

import java.nio.file.Path;
import java.util.List;

/** The client libraries from the npm registry that tests drive, in the versions that the lock file says. */
public final class NodePackages {
    private static final Path FOLDER = Path.of("src/test/node/node_modules");

    private NodePackages() {}

    /** Where they are; the test is skipped, or fails where {@code CI=true}, without Node.js. */
    public static Path installed() throws Exception {
        Tools.need("make", "node", "npm");
        var make = new ProcessBuilder("make", FOLDER + "/.package-lock.json");
        // It is no part of the make that may have started this test.
        make.environment().keySet().removeAll(List.of("MAKEFLAGS", "MFLAGS", "MAKELEVEL"));
        var exit = make.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new AssertionError("npm ci ended with " + exit);
        }
        return FOLDER;
    }
}
