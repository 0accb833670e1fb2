package dev.gatehouse.platform;

import java.time.Instant;

/** Where the time comes from; the only way to ask for it, so that a test can move it. */
public interface TimeSource {

    /** Now, to the microsecond, which is what the database keeps. */
    Instant now();

    /** Nanoseconds of a clock that is never set back, to measure what has passed; they say nothing of the time of day. */
    default long nanos() {
        return System.nanoTime();
    }
}
