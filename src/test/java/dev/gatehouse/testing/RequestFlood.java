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
 * Requests of one kind on several connections without a pause. The flood ends when it is closed, when all requests are sent
 * or when its time is over. It counts the answers; a connection that breaks does not end it.
 */
public final class RequestFlood implements AutoCloseable {
    /** A status that no server sends: there was no answer. */
    public static final int NO_ANSWER = 0;

    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final long end;
    private volatile boolean closed;

    private RequestFlood(Duration atMost) {
        end = System.nanoTime() + atMost.toNanos();
    }

    /**
     * Begins to send.
     *
     * @param connections how many requests are under way at a time
     * @param requests how many each connection sends at most
     * @param request sends one, by its number on its connection
     */
    public static RequestFlood begin(int connections, int requests, Duration atMost, IntFunction<Answer> request) {
        var flood = new RequestFlood(atMost);
        for (var i = 0; i < connections; i++) {
            flood.connections.submit(() -> flood.send(requests, request));
        }
        return flood;
    }

    /** Calls of the gateway without a token, each for another path. */
    public static RequestFlood callsWithoutToken(
            Gate gate, String from, int connections, int requests, Duration atMost) {
        return begin(
                connections,
                requests,
                atMost,
                i -> gate.send("GET", Gate.CUSTOMERS + "/" + UUID.randomUUID(), null, Map.of("X-Forwarded-For", from)));
    }

    /** Sign-ins of one account, with the password that is given. */
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

    /** Authorization requests that nobody decides. */
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

    /** Waits until all requests are sent, and says how many answers there were of each status. */
    public Map<Integer, Long> answers() {
        connections.shutdown();
        try {
            if (!connections.awaitTermination(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("the flood still goes on; so far: " + soFar());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return soFar();
    }

    /** How many answers there are of each status by now. */
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
