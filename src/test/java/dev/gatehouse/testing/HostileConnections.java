// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Connections that break the protocol or never read answers. Each method sends a limited number of requests or frames.
 * The caller closes the returned connections. A connection that the server ends is not a failure.
 */
public final class HostileConnections {
    private static final int FRAMES_AT_ONCE = 1_000;

    private HostileConnections() {}

    /**
     * Requests the same page repeatedly on one HTTP/2 connection with an empty window, so the server can't send an
     * answer.
     */
    public static Http2Wire unreadOverHttp2(URI base, String path, int requests) throws IOException {
        var wire = Http2Wire.to(base, Map.of(Http2Wire.INITIAL_WINDOW_SIZE, 0L));
        var fields = Http2Wire.fields("GET", base, path);
        try {
            for (var i = 0; i < requests; i++) {
                wire.send(Http2Wire.request(2 * i + 1, fields));
            }
        } catch (IOException endedByTheServer) {
            // The server is right to end the connection.
        }
        return wire;
    }

    /**
     * Sends the same request repeatedly on one HTTP/1.1 connection and reads no answer, until all requests are sent or
     * the server accepts no more.
     */
    public static SocketChannel unreadOverHttp1(URI base, String path, int requests) throws IOException {
        var socket = SocketChannel.open();
        socket.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
        socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
        socket.configureBlocking(false);
        var request = ("GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n\r\n").repeat(requests);
        var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
        try {
            for (var refused = 0; bytes.hasRemaining() && refused < 20; ) {
                if (socket.write(bytes) == 0) {
                    refused++;
                    Thread.sleep(10);
                } else {
                    refused = 0;
                }
            }
        } catch (IOException endedByTheServer) {
            // The server is right to end the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return socket;
    }

    /** Sends a header block that never ends, continued by empty frames. Returns how many frames the server accepted. */
    public static int continuations(Http2Wire wire, URI base, int frames) throws IOException {
        var begun = Http2Wire.block(Http2Wire.fields("GET", base, "/"));
        wire.send(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, begun));
        return flood(wire, Http2Wire.frame(Http2Wire.CONTINUATION, 0, 1, new byte[0]), frames);
    }

    /** Sends the same frame repeatedly. Returns how many frames were sent before the server ended the connection. */
    public static int flood(Http2Wire wire, byte[] frame, int frames) {
        var some = new ByteArrayOutputStream();
        for (var i = 0; i < FRAMES_AT_ONCE; i++) {
            some.writeBytes(frame);
        }
        for (var sent = 0; sent < frames; sent += FRAMES_AT_ONCE) {
            try {
                wire.send(some.toByteArray());
            } catch (IOException endedByTheServer) {
                return sent;
            }
        }
        return frames;
    }

    /** Sends HTTP/2 requests that each have another unknown method. Returns how many requests got status 501. */
    public static int inventedMethods(URI base, int requests) throws Exception {
        var refused = 0;
        try (var wire = Http2Wire.to(base, Map.of())) {
            for (var i = 0; i < requests; i++) {
                var stream = 2 * i + 1;
                wire.send(Http2Wire.request(stream, Http2Wire.fields("M%07d".formatted(i), base, "/signin")));
                if (wire.answer(stream).status() == 501) {
                    refused++;
                }
                wire.send(Http2Wire.frame(Http2Wire.WINDOW_UPDATE, 0, 0, new byte[] {0, 0, 4, 0}));
            }
        }
        return refused;
    }
}
