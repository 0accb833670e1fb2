package dev.gatehouse.cluster;

/**
 * How long this node may answer from its caches: for {@value #MILLIS} ms from the beginning of the last reading that showed
 * it every change.
 */
final class Lease {
    private static final long MILLIS = 800;
    private static final long NONE = Long.MIN_VALUE;

    private volatile long readFrom = NONE;

    boolean holds() {
        var from = readFrom;
        return from != NONE && System.nanoTime() - from < MILLIS * 1_000_000;
    }

    /** @param nanos when the reading began, by {@link System#nanoTime} */
    void renew(long nanos) {
        readFrom = nanos;
    }

    void end() {
        readFrom = NONE;
    }
}
