// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import java.util.List;

/** The end of a command that cannot continue: its exit code, and the lines that explain the reason to the user. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;
    private final transient List<String> lines;

    public Failure(int exitCode, List<String> lines) {
        super(String.join("\n", lines));
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
    }

    public static Failure refused(String... lines) {
        return new Failure(ExitCode.REFUSED, List.of(lines));
    }

    public static Failure usage(String... lines) {
        return new Failure(ExitCode.USAGE, List.of(lines));
    }

    public static Failure notSignedIn(String... lines) {
        return new Failure(ExitCode.NOT_SIGNED_IN, List.of(lines));
    }

    public static Failure unreachable(String... lines) {
        return new Failure(ExitCode.UNREACHABLE, List.of(lines));
    }

    /** Returns one of the constants of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns the explanation. The lines may contain texts of the server, which {@link Terminal} escapes. */
    public List<String> lines() {
        return lines;
    }
}
