// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * HTTP over a plain socket, for requests that an HTTP client library would refuse to send. Each connection carries one
 * HTTP/1.0 request, so the end of the connection ends the response.
 */
public record RawHttp(URI base) {
    private static final int PATIENCE_MS = 30_000;

    /** Sends a request target and a body unchanged, one byte per character. */
    public Answer send(String method, String target, Map<String, String> headers, String body) {
        return send("HTTP/1.0", base.getAuthority(), method, target, headers, body);
    }

    /** Sends an HTTP/1.1 request with any {@code Host}. The body of the response may be chunked. */
    public Answer sendTo(String host, String method, String target, Map<String, String> headers, String body) {
        var more = new LinkedHashMap<>(headers);
        more.put("Connection", "close");
        return send("HTTP/1.1", host, method, target, more, body);
    }

    private Answer send(
            String version, String host, String method, String target, Map<String, String> headers, String body) {
        var head = new StringBuilder(method + " " + target.replace("{host}", base.getAuthority()) + " " + version
                + "\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!method.equals("GET") || !body.isEmpty()) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        head.append("\r\n");
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer get(String target, String bearerToken) {
        return send("GET", target, Gate.bearer(bearerToken), "");
    }

    private static Answer parse(String answer) {
        var parts = answer.split("\r\n\r\n", 2);
        var lines = parts[0].split("\r\n");
        var headers = new LinkedHashMap<String, String>();
        for (var i = 1; i < lines.length; i++) {
            var field = lines[i].split(":", 2);
            headers.merge(field[0].toLowerCase(), field[1].strip(), (one, other) -> one + ", " + other);
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, parts.length > 1 ? parts[1] : "");
    }
}
