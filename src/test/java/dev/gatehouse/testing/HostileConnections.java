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
 * Connections whose sender breaks the protocol or reads no answer, each of them bounded. A connection that is returned stays
 * open until the caller closes it. A connection that the server ends is no failure.
 */
public final class HostileConnections {
    private static final int FRAMES_AT_ONCE = 1_000;

    private HostileConnections() {}

    /** Asks for the same page over and over on one HTTP/2 connection without a window, so that no answer can be sent. */
    public static Http2Wire unreadOverHttp2(URI base, String path, int requests) throws IOException {
        var wire = Http2Wire.to(base, Map.of(Http2Wire.INITIAL_WINDOW_SIZE, 0L));
        var fields = Http2Wire.fields("GET", base, path);
        try {
            for (var i = 0; i < requests; i++) {
                wire.send(Http2Wire.request(2 * i + 1, fields));
            }
        } catch (IOException endedByTheServer) {
            // as the server should
        }
        return wire;
    }

    /**
     * Sends the same request over and over on one HTTP/1.1 connection and reads nothing, until all are sent or the server
     * takes no more.
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
            // as the server should
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return socket;
    }

    /** A head that is never complete, continued with empty frames; returns how many of them the server took. */
    public static int continuations(Http2Wire wire, URI base, int frames) throws IOException {
        var begun = Http2Wire.block(Http2Wire.fields("GET", base, "/"));
        wire.send(Http2Wire.frame(Http2Wire.HEADERS, Http2Wire.END_STREAM, 1, begun));
        return flood(wire, Http2Wire.frame(Http2Wire.CONTINUATION, 0, 1, new byte[0]), frames);
    }

    /** Sends the same frame over and over; returns how many could be sent before the server ended the connection. */
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

    /** Sends requests with invented methods over HTTP/2, each another one; returns how many were refused with 501. */
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
