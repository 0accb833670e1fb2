// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.body;

import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.GatehouseConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of this node for bodies, in bytes, from the first byte of a body until the response is complete. One
 * address gets at most a quarter. Bodies larger than {@value #SMALL} bytes share one half. So large bodies, and many
 * bodies of one sender, leave memory for the small bodies of others. OpenAPI documents, which only administrators send,
 * have separate memory for two documents of the maximum size. One address gets the memory of one document, so that a
 * slow upload does not block others.
 */
@Singleton
class BodyMemory {
    /** Token requests, sign-ins and console forms are smaller. */
    static final int SMALL = 16 * 1024;

    private static final long LEAST = 64L * 1024 * 1024;

    private static final int PART_OF_HEAP = 8;
    private static final int SHARE = 4;
    private static final int DOCUMENTS = 2;
    private static final String METRIC = "gatehouse.bodies.memory";

    private final long capacity;
    private final long largestDocument;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong usedByDocuments = new AtomicLong();
    private final ConcurrentHashMap<String, Long> usedByNetwork = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> documentsByNetwork = new ConcurrentHashMap<>();

    @Inject
    BodyMemory(GatehouseConfig config, DocumentLimit documents, MeterRegistry registry) {
        this(
                config.bodyMemory()
                        .map(configured -> configured.asLongValue())
                        .orElseGet(() -> Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP)),
                BodyLimit.upload(documents.bytes()).bytes());
        Gauge.builder(METRIC, this, BodyMemory::used).baseUnit("bytes").register(registry);
    }

    /**
     * Creates the memory.
     *
     * @param capacity the bytes for bodies
     * @param largestDocument the maximum size of a document in bytes; two documents have memory in addition to
     *     {@code capacity}
     */
    BodyMemory(long capacity, long largestDocument) {
        this.capacity = capacity;
        this.largestDocument = largestDocument;
    }

    /** Reserves memory for a document. Returns false if the memory is exhausted. */
    boolean takeForDocument(String network, long more) {
        var share = documentsByNetwork.merge(network, more, Long::sum);
        if (usedByDocuments.addAndGet(more) > DOCUMENTS * largestDocument || share > largestDocument) {
            giveBackDocument(network, more);
            return false;
        }
        return true;
    }

    void giveBackDocument(String network, long bytes) {
        usedByDocuments.addAndGet(-bytes);
        giveBack(documentsByNetwork, network, bytes);
    }

    /**
     * Reserves memory for a body. Returns false if the memory is exhausted.
     *
     * @param network the sender, from {@link Addresses#network}
     * @param more the bytes to reserve
     * @param all the total bytes of the body after the reservation
     */
    boolean take(String network, long more, long all) {
        var limit = all > SMALL ? capacity / 2 : capacity;
        if (used.addAndGet(more) > limit) {
            used.addAndGet(-more);
            return false;
        }
        var share = usedByNetwork.merge(network, more, Long::sum);
        if (share > capacity / SHARE) {
            giveBack(network, more);
            return false;
        }
        return true;
    }

    void giveBack(String network, long bytes) {
        used.addAndGet(-bytes);
        giveBack(usedByNetwork, network, bytes);
    }

    private static void giveBack(ConcurrentHashMap<String, Long> shares, String network, long bytes) {
        shares.computeIfPresent(network, (key, sum) -> sum == bytes ? null : Long.valueOf(sum - bytes));
    }

    /** Returns the reserved bytes. */
    long used() {
        return used.get() + usedByDocuments.get();
    }
}
