// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cli.deployment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.cli.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The redirect URI of a sign-in on a free port of 127.0.0.1 (RFC 8252 §7.3), and the one authorization response that
 * arrives there. Requests without the state of this sign-in, such as those of other web pages, are answered with an error
 * and change nothing.
 */
final class LoopbackRedirect implements AutoCloseable {
    private static final String PATH = "/callback";

    private final HttpServer server;
    private final String state;
    private final CompletableFuture<Map<String, String>> response = new CompletableFuture<>();

    private LoopbackRedirect(HttpServer server, String state) {
        this.server = server;
        this.state = state;
    }

    /**
     * Listens on a free port.
     *
     * @param state the random value that the authorization response must have
     */
    static LoopbackRedirect listen(String state) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
            var redirect = new LoopbackRedirect(server, state);
            server.createContext("/", redirect::handle);
            server.start();
            return redirect;
        } catch (IOException failure) {
            throw Failure.usage("The command cannot listen on 127.0.0.1: " + failure.getMessage());
        }
    }

    String uri() {
        return "http://" + authority() + PATH;
    }

    /** Returns the parameters of the authorization response; empty if none arrives in time. */
    Optional<Map<String, String>> await(Duration atMost) {
        try {
            return Optional.of(response.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Stops listening after the answer to the browser is sent. */
    @Override
    public void close() {
        server.stop(1);
    }

    private String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var parameters =
                    isRedirect(exchange) ? parameters(exchange.getRequestURI().getRawQuery()) : NONE;
            if (!isOfThisSignIn(parameters)) {
                answer(exchange, 404, "There is no sign-in here.");
                return;
            }
            answer(
                    exchange,
                    200,
                    parameters.containsKey("code")
                            ? "The sign-in is complete. Close this tab and return to the terminal."
                            : "The sign-in has failed. Close this tab and return to the terminal.");
            response.complete(parameters);
        }
    }

    private static final Map<String, String> NONE = Map.of();

    /** The host is checked because a web page could use a name of its own for 127.0.0.1. */
    private boolean isRedirect(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("GET")
                && PATH.equals(exchange.getRequestURI().getPath())
                && authority().equals(exchange.getRequestHeaders().getFirst("Host"));
    }

    private boolean isOfThisSignIn(Map<String, String> parameters) {
        return MessageDigest.isEqual(
                state.getBytes(StandardCharsets.UTF_8),
                parameters.getOrDefault("state", "").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the parameters; none if one is sent twice or malformed (RFC 6749 §3.1). */
    private static Map<String, String> parameters(String query) {
        var parameters = new HashMap<String, String>();
        for (var pair : (query == null ? "" : query).split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0
                    && parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))) != null) {
                return NONE;
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static void answer(HttpExchange exchange, int status, String sentence) throws IOException {
        var page = "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Gatehouse</title><p>" + sentence
                + "</p></html>\n";
        var bytes = page.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Connection", "close");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
