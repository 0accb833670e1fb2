// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A single-page application at its own origin that uses oidc-client-ts for OAuth. */
final class SinglePageApplication implements AutoCloseable {
    private static final String CALLBACK = "/callback";

    /** The page of the application, which is also the callback. */
    private static final String PAGE = """
            <!DOCTYPE html><title>Application</title><link rel="icon" href="data:,">
            <script src="/oidc-client-ts.js"></script><script>
            const {UserManager} = oidc;
            %s
            const call = async (url, method = 'GET') => {
              const user = await manager.getUser();
              const answer = await fetch(url, {method, headers: {Authorization: `Bearer ${user.access_token}`}});
              return {status: answer.status, body: await answer.text(),
                challenge: answer.headers.get('WWW-Authenticate'), own: answer.headers.get('X-Own')};
            };
            if (location.pathname === '%s') {
              manager.signinRedirectCallback().then(
                  () => { document.title = 'Signed in'; },
                  failure => { document.title = 'Failed'; document.body.textContent = failure.message; });
            }
            </script>
            """;

    private final HttpServer server;

    /** @param clientId the ID of a public client */
    SinglePageApplication(Path library, String issuer, String clientId, String scope) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var page = PAGE.formatted(manager(issuer, clientId, scope), CALLBACK).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> answer(exchange, "text/html", page));
        server.createContext(
                "/oidc-client-ts.js", exchange -> answer(exchange, "text/javascript", Files.readAllBytes(library)));
        server.start();
    }

    /** Returns the code of the documentation, configured for this client. */
    private String manager(String issuer, String clientId, String scope) {
        return Recipe.of("browser.md", "javascript")
                .text()
                .replace("https://gatehouse.example", issuer)
                .replace("https://my-application.example/callback", origin() + CALLBACK)
                .replace("my-client", clientId)
                .replace("CustomerRegistrationScope", scope);
    }

    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
