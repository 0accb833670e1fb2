// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

/**
 * The period in which this node may answer from its caches: {@value #MILLIS} ms from the start of the last complete
 * read of changes.
 */
final class Lease {
    private static final long MILLIS = 800;
    private static final long NONE = Long.MIN_VALUE;

    private volatile long readFrom = NONE;

    boolean holds() {
        var from = readFrom;
        return from != NONE && System.nanoTime() - from < MILLIS * 1_000_000;
    }

    /**
     * Renews the lease.
     *
     * @param nanos the start of the read, in nanoseconds of {@link System#nanoTime}
     */
    void renew(long nanos) {
        readFrom = nanos;
    }

    void end() {
        readFrom = NONE;
    }
}
