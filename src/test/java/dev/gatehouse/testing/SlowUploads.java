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
 * An attack: calls whose bodies come one byte at a time, each on a connection of its own, until the server ends them or
 * the attack is closed. A call that is ended is not begun anew.
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

    private SlowUploads(URI base, String target, String token, Duration period) {
        this.base = base;
        this.head = "POST " + target + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\nAuthorization: Bearer "
                + token + "\r\nContent-Length: " + BODY_BYTES + "\r\n\r\nx";
        this.period = period;
    }

    /**
     * Begins so many calls at once.
     *
     * @param target a request target, such as the path of a service behind the gateway
     * @param period between two bytes
     */
    public static SlowUploads start(URI base, String target, String token, int count, Duration period) {
        var attack = new SlowUploads(base, target, token, period);
        for (var i = 0; i < count; i++) {
            Thread.ofVirtual().name("slow-upload").start(attack::upload);
        }
        return attack;
    }

    /** How many calls are under way, unanswered. */
    public int open() {
        return open.size();
    }

    /** How many calls were answered, by status. */
    public Map<Integer, Integer> answers() {
        var counts = new TreeMap<Integer, Integer>();
        answers.forEach((status, count) -> counts.put(status, count.get()));
        return counts;
    }

    /** How many calls ended without an answer before the attack was closed. */
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

    /** The status of the answer; sends a byte whenever there is none yet. */
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

    /** Breaks all calls off. */
    @Override
    public void close() throws IOException {
        closed = true;
        for (var socket : open) {
            socket.close();
        }
    }
}
