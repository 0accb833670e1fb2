// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.listing;

import io.quarkus.qute.TemplateData;

/**
 * A count up to {@value #MAX}, so that a large table is not scanned completely for an exact number.
 *
 * @param more whether the actual number is greater than {@value #MAX}
 */
@TemplateData
public record BoundedCount(int count, boolean more) {
    public static final int MAX = 10_000;

    /** Creates a count from the number of rows that a query limited to {@value #MAX} + 1 rows found. */
    public static BoundedCount of(long rows) {
        return new BoundedCount((int) Math.min(rows, MAX), rows > MAX);
    }
}
