package dev.gatehouse.platform;

import java.time.Instant;

/** A store of the current tenant whose rows lose their worth with time; implemented by the room that owns them. */
public interface Expiring {

    /** What the rows are, for the log. */
    String what();

    /**
     * Removes rows that nothing can need any more, at most a batch of them, in the running transaction.
     *
     * @return how many went
     */
    int removeExpired(Instant now, int batch);
}
