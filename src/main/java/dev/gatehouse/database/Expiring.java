package dev.gatehouse.database;

import java.time.Instant;
import java.util.List;

/**
 * A store of the current tenant whose rows expire; implemented by the room that owns them. {@link Housekeeping} removes the
 * rows.
 */
public interface Expiring {

    /** The rows by name, for the log. */
    String what();

    /** The rows that nothing can need any more. */
    List<ExpiredRows> expired(Instant now);
}
