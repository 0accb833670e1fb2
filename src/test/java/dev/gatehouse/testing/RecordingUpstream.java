// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An upstream that records each request target unchanged and returns the target in the response. */
public final class RecordingUpstream implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    public RecordingUpstream() {
        try {
            server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("recording-upstream").start(this::accept);
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Returns the targets of all requests. */
    public List<String> targets() {
        return requests.stream()
                .map(request -> request.substring(request.indexOf(' ') + 1))
                .toList();
    }

    /** Returns the methods and targets of all requests, for example {@code GET /customers}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            var line = in.readLine().split(" ");
            var target = line[1];
            while (!in.readLine().isEmpty()) {
                continue;
            }
            requests.add(line[0] + " " + target);
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                                    + target.length() + "\r\n\r\n" + target)
                            .getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException | NullPointerException brokenOff) {
            // The caller gets the failure.
        }
    }
}
