// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.listing;

import java.util.List;

/** The first items of a list, and the total number of items. */
public record Excerpt<T>(List<T> items, int total) {
    public Excerpt {
        items = List.copyOf(items);
    }

    /** Returns the first items, at most {@code size}. */
    public static <T> Excerpt<T> of(List<T> all, int size) {
        return new Excerpt<>(all.subList(0, Math.min(size, all.size())), all.size());
    }
}
