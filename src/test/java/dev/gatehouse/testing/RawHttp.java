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
 * HTTP over a bare socket, for what no HTTP client of any manners would send: one request a connection, asked in HTTP/1.0,
 * so that the answer ends with it.
 */
public record RawHttp(URI base) {
    private static final int PATIENCE_MS = 30_000;

    /** Sends a request target and a body as they are, one byte per character. */
    public Answer send(String method, String target, Map<String, String> headers, String body) {
        return send("HTTP/1.0", base.getAuthority(), method, target, headers, body);
    }

    /**
     * The same in HTTP/1.1, as browsers ask, for a host that need not be the one it is sent to; the answer's body may be in
     * chunks.
     */
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
