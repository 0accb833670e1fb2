package dev.gatehouse.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A well-behaved caller of the demo that goes on while others attack: it asks for tokens, the server's metadata and
 * readiness, one request after the other, and notes how long each took and which were not answered as they should be.
 */
public final class Bystander implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConcurrentLinkedQueue<Duration> times = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger served = new AtomicInteger();
    private final List<HttpRequest> requests;
    private final Thread thread;
    private volatile boolean over;

    /**
     * @param base of the demo
     * @param management of its health and metrics
     */
    public Bystander(URI base, URI management) {
        this.requests = List.of(
                request(base, "/integration/rest/oAuth/getToken")
                        .header("Authorization", Gate.basic("partner-backend", "gcs_demo-partner-backend"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                request(base, "/.well-known/oauth-authorization-server").build(),
                request(management, "/q/health/ready").build());
        requests.forEach(this::ask);
        times.clear();
        this.thread = Thread.ofPlatform().start(this::goOn);
    }

    private static HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    }

    private void goOn() {
        for (var i = 0; !over; i++) {
            ask(requests.get(i % requests.size()));
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void ask(HttpRequest request) {
        var began = System.nanoTime();
        try {
            var status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status == 200) {
                served.incrementAndGet();
            } else {
                failures.add(request.uri().getPath() + " answered " + status);
            }
        } catch (IOException e) {
            failures.add(request.uri().getPath() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        times.add(Duration.ofNanos(System.nanoTime() - began));
    }

    /** How many of its requests were answered. */
    public int served() {
        return served.get();
    }

    /** What was not answered as it should be. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** The longest time that one of its requests took. */
    public Duration longest() {
        return times.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** All times, the shortest first. */
    public List<Duration> times() {
        var sorted = new ArrayList<>(times);
        sorted.sort(Duration::compareTo);
        return sorted;
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
        http.close();
    }
}
