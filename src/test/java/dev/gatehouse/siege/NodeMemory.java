// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.siege;

import dev.gatehouse.testing.Metrics;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The peaks of a node's memory in bytes and of its metric series. It samples the management interface four times a
 * second and checks readiness as well.
 */
final class NodeMemory implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final Pattern HEAP = Pattern.compile("jvm_memory_used_bytes\\{area=\"heap\".*");
    private static final Pattern DIRECT = Pattern.compile("jvm_buffer_memory_used_bytes\\{id=\"direct\".*");

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final URI management;
    private volatile double heap;
    private volatile double direct;
    private volatile long series;
    private volatile long slowest;
    private volatile int notReady;
    private volatile int samples;

    NodeMemory(URI management) {
        this.management = management;
        clock.scheduleAtFixedRate(this::sample, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sample() {
        var began = System.nanoTime();
        try {
            management.resolve("/q/health/ready").toURL().openStream().close();
            var text = Metrics.at(management.resolve("/q/metrics")).text();
            heap = Math.max(heap, sum(text, HEAP));
            direct = Math.max(direct, sum(text, DIRECT));
            series = Math.max(
                    series, text.lines().filter(line -> !line.startsWith("#")).count());
        } catch (Exception | AssertionError failure) {
            notReady++;
        }
        samples++;
        slowest = Math.max(slowest, (System.nanoTime() - began) / 1_000_000);
    }

    private static double sum(String metrics, Pattern series) {
        return metrics.lines()
                .filter(line -> series.matcher(line).matches())
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Returns the number of failed checks of readiness or metrics. */
    int notReady() {
        return notReady;
    }

    void print() {
        System.out.printf(
                "peak of heap %.0f MiB, of direct memory %.0f MiB; %d metric series;"
                        + " %d of %d checks of readiness and metrics failed, the slowest took %d ms%n",
                heap / 0x1p20, direct / 0x1p20, series, notReady, samples, slowest);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
