// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

/** The exit codes of all commands. Scripts depend on them, so a released code never changes. */
public final class ExitCode {
    public static final int OK = 0;

    /** The server rejected the request, or the result is negative, such as a denied call. */
    public static final int REFUSED = 1;

    /** The command line or a file that it names is invalid. */
    public static final int USAGE = 2;

    /** There is no token, or the server rejected the token. */
    public static final int NOT_SIGNED_IN = 3;

    /** The server cannot be reached, or it is temporarily unavailable. */
    public static final int UNREACHABLE = 4;

    private ExitCode() {}
}
