package dev.gatehouse.platform;

import java.time.Instant;

/** Where the time comes from; the only way to ask for it, so that a test can move it. */
public interface TimeSource {

    /** Now, to the microsecond, which is what the database keeps. */
    Instant now();
}
