// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.Gate;
import dev.gatehouse.testing.Pkce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A native application that receives the redirect on a loopback port (RFC 8252 §7.3). */
final class Application implements AutoCloseable {
    static final String STATE = "a state/with = & ä";
    private static final long PATIENCE_SECONDS = 20;

    /**
     * A page whose script sends the fragment to the server and removes the fragment from the history (RFC 9700 §4.3.2).
     */
    private static final String PAGE_WITH_SCRIPT = """
            <!DOCTYPE html><title>Application</title><link rel="icon" href="data:,"><script>
            const answer = location.hash.slice(1);
            history.replaceState(null, '', location.pathname);
            fetch('/fragment', {method: 'POST', body: answer}).then(() => document.title = 'Signed in');
            </script>
            """;

    private final Gate gate;
    private final Pkce pkce = Pkce.create();
    private final HttpServer server;
    private final LinkedBlockingQueue<String> callbacks = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> fragments = new LinkedBlockingQueue<>();

    Application(Gate gate) {
        this.gate = gate;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/page", exchange -> {
            callbacks.add(
                    Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
            answer(exchange, PAGE_WITH_SCRIPT);
        });
        server.createContext("/fragment", exchange -> {
            fragments.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII));
            answer(exchange, "");
        });
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/callback")) {
                var posted = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
                callbacks.add(posted.isEmpty() ? exchange.getRequestURI().getRawQuery() : posted);
            }
            answer(exchange, "<!DOCTYPE html><title>Back at the application</title>");
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, String page) throws IOException {
        var bytes = page.getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String redirectUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/callback";
    }

    String authorizeUrl() {
        return authorizeUrl(redirectUri());
    }

    String authorizeUrl(String redirectUri) {
        return gate.base().resolve(Gate.AUTHORIZE) + "?"
                + Gate.encode(List.of(
                        Map.entry("response_type", "code"),
                        Map.entry("client_id", Gate.PUBLIC_CLIENT),
                        Map.entry("redirect_uri", redirectUri),
                        Map.entry("scope", Gate.CUSTOMERS_SCOPE + " " + Gate.CALCULATOR_SCOPE),
                        Map.entry("state", STATE),
                        Map.entry("code_challenge", pkce.challenge()),
                        Map.entry("code_challenge_method", "S256")));
    }

    /** Returns the redirect URI of the page whose script waits for a token. */
    String pageUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/page";
    }

    /** Returns an implicit grant request (RFC 6749 §4.2.1). */
    String implicitUrl(String clientId) {
        return gate.base().resolve(Gate.AUTHORIZE) + "?"
                + Gate.encode(List.of(
                        Map.entry("response_type", "token"),
                        Map.entry("client_id", clientId),
                        Map.entry("redirect_uri", pageUri()),
                        Map.entry("state", STATE)));
    }

    /** Returns the parameters of the next redirect. */
    Map<String, String> callback() throws InterruptedException {
        return Answer.parameters(next(callbacks));
    }

    /** Returns the parameters that the application's script found in the fragment. */
    Map<String, String> fragment() throws InterruptedException {
        return Answer.parameters(next(fragments));
    }

    private static String next(LinkedBlockingQueue<String> answers) throws InterruptedException {
        var answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("the browser did not return to the application");
        }
        return answer;
    }

    /** Returns the number of redirects that the test has not taken yet. */
    int callbacksWaiting() {
        return callbacks.size();
    }

    Answer redeem(String code) {
        return gate.token(
                Map.entry("grant_type", "authorization_code"),
                Map.entry("code", code),
                Map.entry("redirect_uri", redirectUri()),
                Map.entry("client_id", Gate.PUBLIC_CLIENT),
                Map.entry("code_verifier", pkce.verifier()));
    }

    Answer refresh(String refreshToken) {
        return gate.token(
                Map.entry("grant_type", "refresh_token"),
                Map.entry("refresh_token", refreshToken),
                Map.entry("client_id", Gate.PUBLIC_CLIENT));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
