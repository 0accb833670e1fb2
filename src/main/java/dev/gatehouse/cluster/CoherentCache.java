// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.database.DatabaseOutage;
import dev.gatehouse.platform.SingleFlight;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.transaction.Status;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cache of one node for query results, invalidated by {@link Invalidations}. A changed entry is never returned again,
 * and the cache returns nothing while this node may have missed a change. A result is cached only after a read in a
 * separate transaction, without uncommitted changes and without entities cached by Hibernate. A result is not cached if
 * its key or its tenant was invalidated during the read: the {@link Stamp} before the read is the stamp after the read.
 *
 * <p>The invalidation of a tenant ends the tenant's generation ({@link TenantGenerations}). Entries of ended
 * generations are not returned, and Caffeine evicts them like other unused entries. So the invalidation of a tenant
 * takes constant time, and neither entries nor loads of other tenants are affected.
 *
 * <p>Tenants compete for the space of the cache: Caffeine keeps the entries that are used most. A small part of the
 * space is reserved: a tenant has at most {@value #RESERVED_EACH} entries there, the last that were loaded. So a tenant
 * with very many keys can evict the entries of other tenants from the shared part, but not from the reserved part.
 *
 * <p>Loading holds no lock. Concurrent requests for the same key share one load, except inside a transaction, because a
 * thread must not wait for another connection while holding one. If a shared load fails because the database is
 * unavailable, the load fails for all requests. After any other failure, each request loads separately.
 *
 * @param <K> the key; keys of different tenants must not be equal
 * @param <V> an immutable result
 */
public final class CoherentCache<K, V> {
    /** The denominator of the reserved part of the cache. */
    private static final int RESERVED_PART = 16;

    /** The maximum number of entries of a tenant in the reserved part. */
    private static final int RESERVED_EACH = 16;

    private final Invalidations invalidations;
    private final Cache<K, Entry<K, V>> cache;

    /** The reserved part; null if the cache is too small or has one entry per tenant. */
    private final @Nullable Cache<Place, Entry<K, V>> reserve;

    private final Function<? super K, String> tenantOf;
    private final SingleFlight<Load<K>, @Nullable V> loads = new SingleFlight<>();
    private final TenantGenerations tenants = new TenantGenerations();
    private final Counters keys = new Counters(4096);

    /** A cached result and the generation of its tenant at the start of the load. */
    private record Entry<K, V>(K key, V value, TenantGenerations.Generation tenant) {}

    /** A place of a tenant in the reserved part, for all keys with the same hash. */
    private record Place(String tenant, int number) {}

    /**
     * The state of a key at one time. Two stamps of a key are equal if no change between them concerns the key.
     *
     * @param changes a number that only grows, with every change of the key and of keys with the same counter
     */
    private record Stamp(TenantGenerations.Generation tenant, long changes) {}

    /**
     * The key of a shared load.
     *
     * @param stamp the stamp of the key at the start of the load
     */
    private record Load<K>(K key, Stamp stamp) {}

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
            return mixed(thing) & (counts.length() - 1);
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
        this(invalidations, bound, bound.most() / RESERVED_PART, topic, tenantOf, forgets);
    }

    private CoherentCache(
            Invalidations invalidations,
            CacheBound<? super V> bound,
            long reserved,
            Invalidations.Topic topic,
            Function<? super K, String> tenantOf,
            Function<Invalidations.Change, @Nullable K> forgets) {
        this.invalidations = invalidations;
        this.tenantOf = tenantOf;
        this.cache = bounded(bound.most() - reserved, bound);
        this.reserve = reserved == 0 ? null : bounded(reserved, bound);
        invalidations.add(new Invalidations.Listener() {
            @Override
            public void changed(Invalidations.Change change) {
                if (change.topic() == topic) {
                    forget(change.tenant(), forgets.apply(change));
                }
            }

            @Override
            public void everythingChanged() {
                tenants.endAll();
                cache.invalidateAll();
                if (reserve != null) {
                    reserve.invalidateAll();
                }
            }
        });
    }

    /**
     * Creates a cache of one result per tenant. Every change of the topic in a tenant invalidates the tenant's result.
     * The result of one tenant counts as at most a quarter of the bound, so that the cache keeps even the largest.
     */
    public static <V> CoherentCache<String, V> perTenant(
            Invalidations invalidations, CacheBound<? super V> bound, Invalidations.Topic topic) {
        return new CoherentCache<>(
                invalidations,
                new CacheBound<V>(
                        bound.most(), result -> (int) Math.min(bound.weight().applyAsInt(result), bound.most() / 4)),
                0,
                topic,
                Function.identity(),
                Invalidations.Change::tenant);
    }

    private static <P, K, V> Cache<P, Entry<K, V>> bounded(long most, CacheBound<? super V> bound) {
        return Caffeine.newBuilder()
                .maximumWeight(most)
                .weigher((P place, Entry<K, V> entry) -> bound.weight().applyAsInt(entry.value()))
                .build();
    }

    /** Returns the cached result, or null if there is no valid cached result. */
    public @Nullable V ifPresent(K key) {
        if (!invalidations.cachesMayAnswer()) {
            return null;
        }
        var shared = cache.getIfPresent(key);
        var entry = shared == null ? reserved(key) : shared;
        return entry == null || entry.tenant().isOver() ? null : entry.value();
    }

    private @Nullable Entry<K, V> reserved(K key) {
        if (reserve == null) {
            return null;
        }
        var entry = reserve.getIfPresent(place(key));
        return entry != null && entry.key().equals(key) ? entry : null;
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
        if (loaded != null && invalidations.cachesMayAnswer()) {
            var entry = new Entry<>(key, loaded, before.tenant());
            cache.asMap().compute(key, (same, other) -> isUnchanged(key, before) ? entry : other);
            if (reserve != null) {
                reserve.asMap().compute(place(key), (same, other) -> isUnchanged(key, before) ? entry : other);
            }
        }
        return loaded;
    }

    private Stamp stamp(K key) {
        return new Stamp(tenants.current(tenantOf.apply(key)), keys.of(key));
    }

    /**
     * Returns whether the stamp of the key is still the same. A change is counted before the entry is removed, and the
     * removal waits for a {@code compute} of the same key, so that an entry from before the change is not put back.
     */
    private boolean isUnchanged(K key, Stamp before) {
        return !before.tenant().isOver() && keys.of(key) == before.changes();
    }

    private void forget(String tenant, @Nullable K key) {
        if (key == null) {
            tenants.end(tenant);
            return;
        }
        keys.count(key);
        cache.invalidate(key);
        if (reserve != null) {
            reserve.asMap()
                    .computeIfPresent(place(key), (same, entry) -> entry.key().equals(key) ? null : entry);
        }
    }

    private Place place(K key) {
        return new Place(tenantOf.apply(key), mixed(key) & (RESERVED_EACH - 1));
    }

    private static int mixed(Object thing) {
        var hash = thing.hashCode();
        return hash ^ hash >>> 16;
    }
}
