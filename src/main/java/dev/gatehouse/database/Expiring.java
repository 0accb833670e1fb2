// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import java.time.Instant;
import java.util.List;

/**
 * A store of the current tenant with rows that expire. The package that owns the rows implements this interface, and
 * {@link Housekeeping} removes the rows.
 */
public interface Expiring {

    /** Returns the name of the rows for the log. */
    String what();

    /** Returns the rows that are no longer needed. */
    List<ExpiredRows> expired(Instant now);
}
