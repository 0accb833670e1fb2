package dev.gatehouse.cluster;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How much a cache keeps: the sum of the weights of its entries. Entries whose size callers decide are weighed by the bytes
 * of heap that they take, so that no choice of callers fills the heap.
 *
 * @param most the sum that is kept at most
 * @param weight of one entry
 */
// A cache whose entries are weighed is of this class, which Caffeine loads by its name
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.SSMW")
public record CacheBound<V>(long most, ToIntFunction<? super V> weight) {
    /** An entry with its key, its times and its identifiers, without texts. */
    private static final int ENTRY = 512;

    /** A text without its characters, and its place in a collection. */
    private static final int TEXT = 64;

    /** At most so many entries, whatever their size. */
    public static <V> CacheBound<V> entries(long most) {
        return new CacheBound<>(most, entry -> 1);
    }

    /**
     * At most a part of the heap.
     *
     * @param part 8 for an eighth
     * @param texts the bytes of the texts of an entry
     */
    public static <V> CacheBound<V> partOfHeap(int part, ToIntFunction<? super V> texts) {
        return new CacheBound<>(Runtime.getRuntime().maxMemory() / part, entry -> ENTRY + texts.applyAsInt(entry));
    }

    /** The estimated bytes of a text. */
    public static int bytes(@Nullable String text) {
        return text == null ? 0 : TEXT + text.length();
    }

    /** The estimated bytes of ids in a collection. */
    public static int bytesOfIds(Collection<UUID> ids) {
        return TEXT * ids.size();
    }

    /** The estimated bytes of texts. */
    public static int bytes(Collection<String> texts) {
        var bytes = 0;
        for (var text : texts) {
            bytes += bytes(text);
        }
        return bytes;
    }
}
