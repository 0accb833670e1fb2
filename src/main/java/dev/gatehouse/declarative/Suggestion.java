// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that the author of a document probably meant. */
final class Suggestion {
    private static final int MAX_DISTANCE = 3;
    private static final int MAX_LENGTH = 100;

    private Suggestion() {}

    /** Returns the known name with the fewest differences, ignoring case; empty if no name is similar. */
    static Optional<String> nearest(String name, Collection<String> known) {
        if (name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return known.stream()
                .filter(other -> distance(name, other) <= Math.min(MAX_DISTANCE, (other.length() + 2) / 3))
                .min(Comparator.comparingInt(other -> distance(name, other)));
    }

    /** Returns the Levenshtein distance, ignoring case. */
    private static int distance(String one, String other) {
        var from = one.toLowerCase(Locale.ROOT);
        var to = other.toLowerCase(Locale.ROOT);
        var row = new int[to.length() + 1];
        for (var j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= from.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.length(); j++) {
                var above = row[j];
                var changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
