// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.terminal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The environment variables of the process, and what depends on the operating system. */
public final class Environment {
    /** The address of a deployment, for scripts. */
    public static final String URL = "GATEHOUSE_URL";

    /** An access token for the deployment at {@link #URL}, for scripts. */
    public static final String TOKEN = "GATEHOUSE_TOKEN";

    /** A file of certificates in PEM that are trusted for the deployment at {@link #URL}. */
    public static final String CA_FILE = "GATEHOUSE_CA_FILE";

    private Environment() {}

    /** Returns the value of a variable; empty if it is not set or blank. */
    public static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /**
     * Returns the directory for the profiles: {@code $XDG_CONFIG_HOME/gatehouse}, by default {@code ~/.config/gatehouse};
     * on Windows {@code %APPDATA%\gatehouse}. A relative path in the variable is ignored, as the XDG specification says.
     */
    public static Path configuration() {
        return variable(isWindows() ? "APPDATA" : "XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home().resolve(".config"))
                .resolve("gatehouse");
    }

    public static boolean isWindows() {
        return system().startsWith("windows");
    }

    public static boolean isMac() {
        return system().startsWith("mac");
    }

    private static String system() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    private static Path home() {
        return variable("HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home", ".")).toAbsolutePath());
    }
}
