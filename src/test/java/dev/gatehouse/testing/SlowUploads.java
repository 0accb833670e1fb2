// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An attack with slow uploads: each call has its own connection and sends its body byte by byte, until the server ends
 * the call or the attack is closed. Ended calls are not repeated.
 */
public final class SlowUploads implements AutoCloseable {
    private static final int BODY_BYTES = 1000;

    private final URI base;
    private final String head;
    private final Duration period;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private volatile boolean closed;

    private SlowUploads(URI base, String host, String target, String token, Duration period) {
        this.base = base;
        this.head = "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + BODY_BYTES + "\r\n\r\nx";
        this.period = period;
    }

    /**
     * Starts all calls at once.
     * @param target a request target, such as the path of a service behind the gateway
     * @param period the time between two bytes
     */
    public static SlowUploads start(URI base, String target, String token, int count, Duration period) {
        return start(base, base.getAuthority(), target, token, count, period);
    }

    /**
     * Starts all calls at once, by another host name.
     * @param host the {@code Host} of the calls
     */
    public static SlowUploads start(URI base, String host, String target, String token, int count, Duration period) {
        var attack = new SlowUploads(base, host, target, token, period);
        for (var i = 0; i < count; i++) {
            Thread.ofVirtual().name("slow-upload").start(attack::upload);
        }
        return attack;
    }

    /** Returns the number of open calls without a response. */
    public int open() {
        return open.size();
    }

    /** Returns the number of responses by status. */
    public Map<Integer, Integer> answers() {
        var counts = new TreeMap<Integer, Integer>();
        answers.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** Returns the number of calls that ended without a response before the attack was closed. */
    public int brokenOff() {
        return brokenOff.get();
    }

    private void upload() {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            open.add(socket);
            try {
                socket.setSoTimeout(Math.toIntExact(period.toMillis()));
                send(socket, head);
                answers.computeIfAbsent(statusOf(socket), status -> new AtomicInteger())
                        .incrementAndGet();
            } finally {
                open.remove(socket);
            }
        } catch (IOException | NumberFormatException ended) {
            if (!closed) {
                brokenOff.incrementAndGet();
            }
        }
    }

    /** Returns the status of the response. Sends a byte each time that the read times out. */
    private static int statusOf(Socket socket) throws IOException {
        var line = new StringBuilder();
        while (line.length() < "HTTP/1.1 200".length()) {
            try {
                line.append((char) socket.getInputStream().read());
            } catch (SocketTimeoutException silence) {
                send(socket, "x");
            }
        }
        return Integer.parseInt(line.substring("HTTP/1.1 ".length()));
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Aborts all calls. */
    @Override
    public void close() throws IOException {
        closed = true;
        for (var socket : open) {
            socket.close();
        }
    }
}
