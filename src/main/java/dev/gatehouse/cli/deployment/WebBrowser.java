// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import dev.gatehouse.cli.terminal.Environment;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/** The web browser of the user. */
public final class WebBrowser {
    private WebBrowser() {}

    /** Opens a URL, or does nothing if the system has no program for that: the user has the URL too. */
    public static void open(String url) {
        try {
            new ProcessBuilder(command(url))
                    .redirectInput(Redirect.PIPE)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            // The URL is on the terminal.
        }
    }

    private static List<String> command(String url) {
        if (Environment.isWindows()) {
            // What `start` does, without the shell, which would interpret the & of the URL.
            return List.of("rundll32", "url.dll,FileProtocolHandler", url);
        }
        return List.of(Environment.isMac() ? "open" : "xdg-open", url);
    }
}
