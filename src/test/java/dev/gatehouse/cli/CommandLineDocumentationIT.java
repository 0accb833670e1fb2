// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.AdminBrowser;
import dev.gatehouse.testing.CommandLine;
import dev.gatehouse.testing.CommandPage;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.PackagedGatehouse;
import dev.gatehouse.testing.Tools;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/command-line.md unchanged against a packaged Gatehouse with nothing but demo content. */
class CommandLineDocumentationIT {
    private static final String VARIABLE = "[^\\n\"]+?";

    @TempDir
    Path directory;

    @Test
    void commandsPrintWhatIsShownBelowThem() throws Exception {
        Tools.need("bash", "curl", "sed", "grep");
        var page = CommandPage.read(Path.of("docs/command-line.md"));
        assertThat(page.steps()).hasSizeGreaterThan(8);
        try (var gatehouse = PackagedGatehouse.start()) {
            var browser = serveBrowser(new AdminBrowser(new Gate(gatehouse.address())));
            try {
                page.assertPrinted(gatehouse.address().getAuthority(), environment(browser), VARIABLE);
            } finally {
                browser.stop(0);
            }
        }
    }

    private Map<String, String> environment(HttpServer browser) throws Exception {
        var programs = Files.createDirectory(directory.resolve("programs"));
        CommandLine.in(directory).script(programs.resolve("gatehouse"));
        var xdgOpen = Files.writeString(
                programs.resolve("xdg-open"),
                "#!/bin/sh\ncurl -s --data-binary \"$1\" http://127.0.0.1:"
                        + browser.getAddress().getPort() + "\n");
        assertThat(xdgOpen.toFile().setExecutable(true)).isTrue();
        return Map.of(
                "PATH", programs + ":" + System.getenv("PATH"),
                "HOME", directory.toString(),
                "XDG_CONFIG_HOME", directory.resolve("config").toString());
    }

    /** Serves a browser that opens the URL in the body of a request, grants access and follows the redirect. */
    private static HttpServer serveBrowser(AdminBrowser browser) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var url = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                AdminBrowser.visit(browser.grant(URI.create(url)));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        server.start();
        return server;
    }
}
