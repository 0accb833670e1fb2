// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The bound of a cache: the maximum sum of the weights of its entries. Entries whose size callers control are weighed
 * by their estimated heap bytes, so that callers cannot exhaust the heap.
 *
 * @param most the maximum sum of the weights
 * @param weight the weight of an entry
 */
// Caffeine loads this class for weighted caches by name
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSMW")
public record CacheBound<V>(long most, ToIntFunction<? super V> weight) {
    /** The bytes of an entry with its key, timestamps and identifiers, without texts. */
    private static final int ENTRY = 512;

    /** The bytes of an empty text and of a reference in a collection. */
    private static final int TEXT = 64;

    /** Returns a bound on the number of entries, independent of their size. */
    public static <V> CacheBound<V> entries(long most) {
        return new CacheBound<>(most, entry -> 1);
    }

    /**
     * Returns a bound of a fraction of the heap.
     *
     * @param part the denominator of the fraction, 8 for an eighth
     * @param texts the bytes of the texts of an entry
     */
    public static <V> CacheBound<V> partOfHeap(int part, ToIntFunction<? super V> texts) {
        return new CacheBound<>(Runtime.getRuntime().maxMemory() / part, entry -> ENTRY + texts.applyAsInt(entry));
    }

    /** Returns the estimated bytes of a text. */
    public static int bytes(@Nullable String text) {
        return text == null ? 0 : TEXT + text.length();
    }

    /** Returns the estimated bytes of a collection of IDs. */
    public static int bytesOfIds(Collection<UUID> ids) {
        return TEXT * ids.size();
    }

    /** Returns the estimated bytes of a collection of texts. */
    public static int bytes(Collection<String> texts) {
        var bytes = 0;
        for (var text : texts) {
            bytes += bytes(text);
        }
        return bytes;
    }
}
