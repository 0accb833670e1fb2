package dev.gatehouse.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.transaction.Status;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node's memory of answers from the database, kept true by {@link Invalidations}: it forgets what has changed, answers
 * nothing while this node might not have heard of a change, and never keeps an answer that was read while something of
 * its topic changed. Loading holds no lock. Those who ask for the same thing at the same time share one load, unless they
 * are in a transaction: nobody waits for another's database connection while holding one.
 *
 * @param <K> what is asked; equal keys of two tenants must differ
 * @param <V> an immutable answer
 */
public final class CoherentCache<K, V> {
    private final Invalidations invalidations;
    private final Cache<K, V> cache;
    private final AtomicLong epoch = new AtomicLong();
    private final ConcurrentMap<K, Load<V>> loads = new ConcurrentHashMap<>();

    /** @param epoch the one in which it began */
    private record Load<V>(long epoch, CompletableFuture<@Nullable V> answer) {}

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
        return invalidations.cachesMayAnswer() && QuarkusTransaction.getStatus() == Status.STATUS_NO_TRANSACTION
                ? share(key, loader)
                : load(key, loader);
    }

    /**
     * Takes part in a load that is under way, if it began after all changes that this node has heard of, or begins one.
     */
    private @Nullable V share(K key, Function<? super K, ? extends @Nullable V> loader) {
        var own = new Load<V>(epoch.get(), new CompletableFuture<>());
        var load = Objects.requireNonNull(
                loads.compute(key, (same, other) -> other != null && other.epoch() == own.epoch() ? other : own));
        if (load.equals(own)) {
            return leadTheWay(key, loader, own);
        }
        try {
            return load.answer().join();
        } catch (CompletionException | CancellationException theOtherFailed) {
            return load(key, loader);
        }
    }

    private @Nullable V leadTheWay(K key, Function<? super K, ? extends @Nullable V> loader, Load<V> own) {
        try {
            var loaded = load(key, loader);
            own.answer().complete(loaded);
            return loaded;
        } finally {
            loads.remove(key, own);
            own.answer().completeExceptionally(new CancellationException("it could not be loaded"));
        }
    }

    private @Nullable V load(K key, Function<? super K, ? extends @Nullable V> loader) {
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
