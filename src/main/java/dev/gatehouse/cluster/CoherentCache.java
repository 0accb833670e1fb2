// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.database.DatabaseOutage;
import dev.gatehouse.platform.SingleFlight;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.transaction.Status;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of one node for query results, invalidated by {@link Invalidations}. A changed entry is removed, and the
 * cache returns nothing while this node may have missed a change. A result is cached only after a read in a separate
 * transaction, without uncommitted changes and without entities cached by Hibernate. A result is not cached if its key
 * was invalidated during the read.
 *
 * <p>Loading holds no lock. Concurrent requests for the same key share one load, except inside a transaction, because a
 * thread must not wait for another connection while holding one. If a shared load fails because the database is
 * unavailable, the load fails for all requests. After any other failure, each request loads separately.
 *
 * @param <K> the key; keys of different tenants must not be equal
 * @param <V> an immutable result
 */
public final class CoherentCache<K, V> {
    private final Invalidations invalidations;
    private final Cache<K, V> cache;
    private final Function<? super K, String> tenantOf;
    private final SingleFlight<Load<K>, @Nullable V> loads = new SingleFlight<>();
    private final AtomicLong generation = new AtomicLong();
    private final Counters tenants = new Counters(64);
    private final Counters keys = new Counters(4096);

    /**
     * The key of a shared load.
     *
     * @param stamp the stamp of the key at the start of the load
     */
    private record Load<K>(K key, long stamp) {}

    /**
     * Change counters for many objects in a fixed array. Two objects may share a counter, but one object always uses
     * the same counter.
     */
    private static final class Counters {
        private final AtomicLongArray counts;

        private Counters(int places) {
            this.counts = new AtomicLongArray(places);
        }

        private int place(Object thing) {
            var hash = thing.hashCode();
            return (hash ^ hash >>> 16) & (counts.length() - 1);
        }

        private long of(Object thing) {
            return counts.get(place(thing));
        }

        private void count(Object thing) {
            counts.incrementAndGet(place(thing));
        }
    }

    /**
     * Creates a cache.
     *
     * @param bound the maximum size
     * @param tenantOf returns the tenant of a key
     * @param forgets returns the key that a change concerns; null means all keys of the tenant
     */
    public CoherentCache(
            Invalidations invalidations,
            CacheBound<? super V> bound,
            Invalidations.Topic topic,
            Function<? super K, String> tenantOf,
            Function<Invalidations.Change, @Nullable K> forgets) {
        this.invalidations = invalidations;
        this.tenantOf = tenantOf;
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bound.most())
                .weigher((K key, V value) -> bound.weight().applyAsInt(value))
                .build();
        invalidations.add(new Invalidations.Listener() {
            @Override
            public void changed(Invalidations.Change change) {
                if (change.topic() == topic) {
                    forget(change.tenant(), forgets.apply(change));
                }
            }

            @Override
            public void everythingChanged() {
                generation.incrementAndGet();
                cache.invalidateAll();
            }
        });
    }

    /**
     * Creates a cache of one result per tenant. Every change of the topic in a tenant invalidates the tenant's result.
     */
    public static <V> CoherentCache<String, V> perTenant(
            Invalidations invalidations, long tenants, Invalidations.Topic topic) {
        return new CoherentCache<>(
                invalidations, CacheBound.entries(tenants), topic, Function.identity(), Invalidations.Change::tenant);
    }

    /** Returns the cached result, or null if there is no valid cached result. */
    public @Nullable V ifPresent(K key) {
        return invalidations.cachesMayAnswer() ? cache.getIfPresent(key) : null;
    }

    /**
     * Returns the cached result, or the result of the loader. Inside a transaction, the loader uses that transaction
     * and the result is not cached. Otherwise the loader uses a new transaction and a non-null result is cached.
     */
    public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> loader) {
        var remembered = ifPresent(key);
        if (remembered != null) {
            return remembered;
        }
        if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
            return loader.apply(key);
        }
        return invalidations.cachesMayAnswer() ? share(key, loader) : load(key, loader);
    }

    /**
     * Joins a load in progress if the load began after all known changes of the key, or starts a new load.
     * {@code OutageDetector} limits the duration of a load.
     */
    private @Nullable V share(K key, Function<? super K, ? extends @Nullable V> loader) {
        try {
            return loads.await(new Load<>(key, stamp(key)), () -> load(key, loader));
        } catch (CompletionException failureOfAnother) {
            if (DatabaseOutage.behind(failureOfAnother).isPresent()) {
                // A second attempt would wait as long for the database
                throw failureOfAnother;
            }
            return load(key, loader);
        }
    }

    private @Nullable V load(K key, Function<? super K, ? extends @Nullable V> loader) {
        var before = stamp(key);
        V loaded = QuarkusTransaction.requiringNew().call(() -> loader.apply(key));
        if (loaded != null && invalidations.cachesMayAnswer() && stamp(key) == before) {
            cache.put(key, loaded);
            if (stamp(key) != before) {
                cache.invalidate(key);
            }
        }
        return loaded;
    }

    /**
     * Returns a number that grows with every change concerning the key. Each summand only grows, so equal sums have
     * equal summands.
     */
    private long stamp(K key) {
        return generation.get() + tenants.of(tenantOf.apply(key)) + keys.of(key);
    }

    private void forget(String tenant, @Nullable K key) {
        if (key == null) {
            tenants.count(tenant);
            cache.asMap().keySet().removeIf(each -> tenantOf.apply(each).equals(tenant));
        } else {
            keys.count(key);
            cache.invalidate(key);
        }
    }
}
