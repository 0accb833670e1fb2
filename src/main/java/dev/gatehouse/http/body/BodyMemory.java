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
 * The memory of this node for bodies that are read whole, in bytes, from their first byte until their requests are answered.
 * No address gets more than a quarter of all, and bodies larger than {@value #SMALL} bytes share one half, so that large
 * bodies, and many bodies of one sender, leave memory for the small bodies of others. OpenAPI documents, which only
 * administrators send, share memory of their own: as much as two of the largest need, of which one address gets no more than
 * one needs, so that a slow upload does not keep others from theirs.
 */
@Singleton
class BodyMemory {
    /** A token request, a sign-in or a console form has fewer bytes. */
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
     * @param capacity bytes
     * @param largestDocument bytes of one document; there is memory for two, beside those
     */
    BodyMemory(long capacity, long largestDocument) {
        this.capacity = capacity;
        this.largestDocument = largestDocument;
    }

    /** Takes memory for a document, and says whether there was enough. */
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
     * Takes memory for a body, and says whether there was enough.
     *
     * @param network the sender, as {@link Addresses#network} has it
     * @param more the bytes to take
     * @param all the bytes that the body has then
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

    /** The bytes that are taken. */
    long used() {
        return used.get() + usedByDocuments.get();
    }
}
