// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/**
 * Requests of one kind on several connections without a pause. The flood ends when the test closes the flood, when all
 * requests are sent or when the time is over. The flood counts the responses and continues after a broken connection.
 */
public final class RequestFlood implements AutoCloseable {
    /** The status that stands for a missing response and that no server sends. */
    public static final int NO_ANSWER = 0;

    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final long end;
    private volatile boolean closed;

    private RequestFlood(Duration atMost) {
        end = System.nanoTime() + atMost.toNanos();
    }

    /**
     * Starts to send.
     * @param connections the number of concurrent requests
     * @param requests the maximum number of requests for each connection
     * @param request sends the request with a number on its connection
     */
    public static RequestFlood begin(int connections, int requests, Duration atMost, IntFunction<Answer> request) {
        var flood = new RequestFlood(atMost);
        for (var i = 0; i < connections; i++) {
            flood.connections.submit(() -> flood.send(requests, request));
        }
        return flood;
    }

    /** Starts gateway calls without a token, each for another path. */
    public static RequestFlood callsWithoutToken(
            Gate gate, String from, int connections, int requests, Duration atMost) {
        return begin(
                connections,
                requests,
                atMost,
                i -> gate.send("GET", Gate.CUSTOMERS + "/" + UUID.randomUUID(), null, Map.of("X-Forwarded-For", from)));
    }

    /** Starts sign-ins of one account with the given password. */
    public static RequestFlood signIns(
            Gate gate, String from, String username, String password, int connections, Duration atMost) {
        return begin(
                connections,
                Integer.MAX_VALUE,
                atMost,
                i -> gate.form(
                        "/signin",
                        Map.of("X-Forwarded-For", from),
                        Map.entry("username", username),
                        Map.entry("password", password)));
    }

    /** Starts authorization requests that no user decides. */
    public static RequestFlood authorizationRequests(
            Gate gate, String from, int connections, int requests, Duration atMost) {
        var query = Gate.encode(List.of(
                Map.entry("response_type", "code"),
                Map.entry("client_id", Gate.CONFIDENTIAL_CLIENT),
                Map.entry("redirect_uri", Gate.REDIRECT_URI)));
        return begin(
                connections,
                requests,
                atMost,
                i -> gate.send("GET", Gate.AUTHORIZE + "?" + query, null, Map.of("X-Forwarded-For", from)));
    }

    /** Waits until all requests are sent. Returns the number of responses by status. */
    public Map<Integer, Long> answers() {
        connections.shutdown();
        try {
            if (!connections.awaitTermination(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("the flood has not ended; responses so far: " + soFar());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return soFar();
    }

    /** Returns the number of responses so far by status. */
    public Map<Integer, Long> soFar() {
        var counts = new TreeMap<Integer, Long>();
        answers.forEach((status, count) -> counts.put(status, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        closed = true;
        connections.close();
    }

    private void send(int requests, IntFunction<Answer> request) {
        for (var i = 0; i < requests && !closed && System.nanoTime() < end; i++) {
            var status = NO_ANSWER;
            try {
                status = request.apply(i).status();
            } catch (RuntimeException broken) {
                // The server may end the connection.
            }
            answers.computeIfAbsent(status, any -> new LongAdder()).increment();
        }
    }
}
