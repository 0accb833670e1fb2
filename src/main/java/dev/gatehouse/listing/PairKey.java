package dev.gatehouse.listing;

import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is in the order of two values, whatever their case, such as clients by name and version. The first
 * value holds no slash.
 */
public record PairKey(String first, String second) {

    /** What {@link #of} made, as it came back; nothing: the beginning. */
    public static PairKey parse(@Nullable String after) {
        var key = after == null ? "" : after;
        var slash = key.indexOf('/');
        return slash < 0 ? new PairKey(key, "") : new PairKey(key.substring(0, slash), key.substring(slash + 1));
    }

    public static String of(String first, String second) {
        return first + "/" + second;
    }
}
