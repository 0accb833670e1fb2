package dev.gatehouse.browser;

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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A native application that asks for access: it waits on a loopback port for the browser to come back (RFC 8252 §7.3). */
final class Application implements AutoCloseable {
    static final String STATE = "a state/with = & ä";
    private static final long PATIENCE_SECONDS = 20;

    private final Gate gate;
    private final Pkce pkce = Pkce.create();
    private final HttpServer server;
    private final LinkedBlockingQueue<String> callbacks = new LinkedBlockingQueue<>();

    Application(Gate gate) {
        this.gate = gate;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/callback")) {
                callbacks.add(exchange.getRequestURI().getRawQuery());
            }
            var page = "<!DOCTYPE html><title>Back at the application</title>".getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
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

    /** What the browser brought back. */
    Map<String, String> callback() throws InterruptedException {
        var query = callbacks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (query == null) {
            throw new AssertionError("the browser did not come back to the application");
        }
        return Answer.parameters(query);
    }

    /** How often the browser came back and was not asked about yet. */
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
