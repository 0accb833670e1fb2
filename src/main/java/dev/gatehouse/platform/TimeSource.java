// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import java.time.Instant;

/** The clock. All code reads the time here, so that tests can move the time. */
public interface TimeSource {

    /** Returns the current time in microseconds, the precision of the database. */
    Instant now();

    /**
     * Returns the nanoseconds of a monotonic clock, for measuring durations. The value is unrelated to the time of day.
     */
    default long nanos() {
        return System.nanoTime();
    }
}
