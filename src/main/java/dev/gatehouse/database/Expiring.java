// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database;

import java.time.Instant;
import java.util.List;

/**
 * A store with rows that expire. The package that owns the rows implements this interface, and {@link Housekeeping}
 * removes the rows of all tenants.
 */
public interface Expiring {

    /** Returns the name of the rows for the log. */
    String what();

    /** Returns the rows of all tenants that are no longer needed. Does not access the database. */
    List<ExpiredRows> expired(Instant now);
}
