// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Concurrent calls that share one execution per key. The first caller starts the work, and all callers get the outcome,
 * a value or a failure. Outcomes are not cached: after the end of the work, the next caller starts the work again.
 * Callers that cache a value must do so within the work, before the future completes.
 *
 * <p>Neither the duration nor the number of waiting callers is limited. The work must end by itself, and the code that
 * admits calls must limit the number of waiting callers. Caffeine's {@code AsyncCache} also shares loads, but caches
 * the values and logs the failures.
 *
 * @param <K> the key of the work. A caller that must not join work from before a change needs a different key
 * @param <V> the result of the work
 */
public final class SingleFlight<K, V> {
    private final ConcurrentMap<K, Future<V>> flights = new ConcurrentHashMap<>();

    /** Returns the work in progress for the key, or null without work in progress. */
    public @Nullable Future<V> inProgress(K key) {
        return flights.get(key);
    }

    /**
     * Joins the work in progress for the key, or starts the work on the calling thread. An exception of the work fails
     * the future.
     *
     * @return a future that completes on the thread that ends the work
     */
    public Future<V> join(K key, Supplier<Future<V>> work) {
        Promise<V> own = Promise.promise();
        var others = flights.putIfAbsent(key, own.future());
        if (others != null) {
            return others;
        }
        Future.succeededFuture().compose(started -> work.get()).onComplete(outcome -> {
            flights.remove(key, own.future());
            own.handle(outcome);
        });
        return own.future();
    }

    /**
     * Waits for the work in progress for the key, or does the work on the calling thread, which must be allowed to
     * block.
     *
     * @throws CompletionException if the caller waited and the work failed; a caller that does the work itself gets the
     *     original exception
     */
    public V await(K key, Supplier<V> work) {
        Promise<V> own = Promise.promise();
        var others = flights.putIfAbsent(key, own.future());
        if (others != null) {
            return others.toCompletionStage().toCompletableFuture().join();
        }
        try {
            var value = work.get();
            flights.remove(key, own.future());
            own.complete(value);
            return value;
        } catch (RuntimeException | Error failure) {
            flights.remove(key, own.future());
            own.tryFail(failure);
            throw failure;
        }
    }
}
