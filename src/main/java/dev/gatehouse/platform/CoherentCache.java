package dev.gatehouse.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node's memory of answers from the database, kept true by {@link Invalidations}: it forgets what has changed, answers
 * nothing while this node might not have heard of a change, and never keeps an answer that was read while something of
 * its topic changed. Loading holds no lock; two callers may load the same thing.
 *
 * @param <K> what is asked; equal keys of two tenants must differ
 * @param <V> an immutable answer
 */
public final class CoherentCache<K, V> {
    private final Invalidations invalidations;
    private final Cache<K, V> cache;
    private final AtomicLong epoch = new AtomicLong();

    /**
     * @param forgets which entry a change concerns; null: all of them
     */
    public CoherentCache(
            Invalidations invalidations,
            long maximumSize,
            Invalidations.Topic topic,
            Function<Invalidations.Change, @Nullable K> forgets) {
        this.invalidations = invalidations;
        this.cache = Caffeine.newBuilder().maximumSize(maximumSize).build();
        invalidations.add(new Invalidations.Listener() {
            @Override
            public void changed(Invalidations.Change change) {
                if (change.topic() == topic) {
                    forget(forgets.apply(change));
                }
            }

            @Override
            public void everythingChanged() {
                forget(null);
            }
        });
    }

    /** The remembered answer, or null: there is none, or none that may be given. */
    public @Nullable V ifPresent(K key) {
        return invalidations.cachesMayAnswer() ? cache.getIfPresent(key) : null;
    }

    /** The remembered answer, else what the loader reads, which is remembered unless it is null. */
    public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
        var remembered = ifPresent(key);
        if (remembered != null) {
            return remembered;
        }
        var before = epoch.get();
        var loaded = loader.apply(key);
        if (loaded != null && invalidations.cachesMayAnswer() && epoch.get() == before) {
            cache.put(key, loaded);
            if (epoch.get() != before) {
                cache.invalidate(key);
            }
        }
        return loaded;
    }

    private void forget(@Nullable K key) {
        epoch.incrementAndGet();
        if (key == null) {
            cache.invalidateAll();
        } else {
            cache.invalidate(key);
        }
    }
}
