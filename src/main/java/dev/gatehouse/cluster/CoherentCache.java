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
 * A node's memory of answers from the database, kept true by {@link Invalidations}: it forgets what has changed and answers
 * nothing while this node might not know of a change. It keeps an answer only if the answer was read in a transaction of
 * its own, in which neither uncommitted changes nor what Hibernate remembers from before can stand, and if nothing that
 * concerns its key changed meanwhile. Loading holds no lock. Those who ask for the same thing at the same time share one
 * load, unless they are in a transaction: nobody waits for another's database connection while holding one. If that load
 * fails because the database does not answer, it fails for all of them; if it fails otherwise, each loads for itself.
 *
 * @param <K> what is asked; equal keys of two tenants must differ
 * @param <V> an immutable answer
 */
public final class CoherentCache<K, V> {
    private final Invalidations invalidations;
    private final Cache<K, V> cache;
    private final Function<? super K, String> tenantOf;
    private final SingleFlight<Load<K>, @Nullable V> loads = new SingleFlight<>();
    private final AtomicLong generation = new AtomicLong();
    private final Counters tenants = new Counters(64);
    private final Counters keys = new Counters(4096);

    /** @param stamp of the key when the load began */
    private record Load<K>(K key, long stamp) {}

    /** Counts the changes of many things in few places: two things may share one, no thing has two. */
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
     * @param bound how much is kept
     * @param tenantOf the tenant that a key belongs to
     * @param forgets which entry a change concerns; null: all of the tenant's
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

    /** A cache of one answer for each tenant, which every change of the topic in the tenant makes it forget. */
    public static <V> CoherentCache<String, V> perTenant(
            Invalidations invalidations, long tenants, Invalidations.Topic topic) {
        return new CoherentCache<>(
                invalidations, CacheBound.entries(tenants), topic, Function.identity(), Invalidations.Change::tenant);
    }

    /** The remembered answer, or null: there is none, or none that may be given. */
    public @Nullable V ifPresent(K key) {
        return invalidations.cachesMayAnswer() ? cache.getIfPresent(key) : null;
    }

    /**
     * The remembered answer, else what the loader reads. In a transaction the loader reads in that one and the answer is not
     * kept; otherwise it reads in a new one and the answer is kept unless it is null.
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
     * Joins a load in progress, if it began after all changes of its key that this node knows, or begins one. A load lasts
     * no longer than the database is waited for ({@link DatabaseSilence}).
     */
    private @Nullable V share(K key, Function<? super K, ? extends @Nullable V> loader) {
        try {
            return loads.await(new Load<>(key, stamp(key)), () -> load(key, loader));
        } catch (CompletionException failureOfAnother) {
            if (DatabaseOutage.behind(failureOfAnother).isPresent()) {
                // A second attempt would wait for the database as long again
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

    /** Grows with every change that concerns a key; each summand only grows, so that equal sums mean equal summands. */
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
