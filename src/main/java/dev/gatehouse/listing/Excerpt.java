package dev.gatehouse.listing;

import java.util.List;

/** The first few of many, and how many there are in all. */
public record Excerpt<T>(List<T> items, int total) {
    public Excerpt {
        items = List.copyOf(items);
    }

    /** The first of all, as many as fit. */
    public static <T> Excerpt<T> of(List<T> all, int size) {
        return new Excerpt<>(all.subList(0, Math.min(size, all.size())), all.size());
    }
}
