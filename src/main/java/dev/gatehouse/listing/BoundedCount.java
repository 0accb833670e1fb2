package dev.gatehouse.listing;

import io.quarkus.qute.TemplateData;

/**
 * How many there are, counted up to {@value #MAX}: a large table is not read to its end for a number that nobody needs to
 * the last digit.
 *
 * @param more whether there are more than that
 */
@TemplateData
public record BoundedCount(int count, boolean more) {
    public static final int MAX = 10_000;

    /** Of rows that were read up to one more than are counted. */
    public static BoundedCount of(long rows) {
        return new BoundedCount((int) Math.min(rows, MAX), rows > MAX);
    }
}
