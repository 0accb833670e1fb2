// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.listing;

import org.jspecify.annotations.Nullable;

/**
 * A position in a list sorted by two values, ignoring case, for example clients by name and version. The first value
 * contains no slash.
 */
public record PairKey(String first, String second) {

    /** Parses the text of {@link #of}; null is the start of the list. */
    public static PairKey parse(@Nullable String after) {
        var key = after == null ? "" : after;
        var slash = key.indexOf('/');
        return slash < 0 ? new PairKey(key, "") : new PairKey(key.substring(0, slash), key.substring(slash + 1));
    }

    public static String of(String first, String second) {
        return first + "/" + second;
    }
}
