package dev.gatehouse.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that callers share who want the same at the same time: the first caller starts the work, and all get its outcome,
 * be it a value or a failure. The outcome is not kept: once the work has ended, the next caller starts it again. Callers
 * that want to keep a value do so within the work, before its future completes.
 *
 * <p>There is no limit of time and none of waiting callers. The work must end by itself, and whoever admits calls limits
 * how many wait. Caffeine's {@code AsyncCache} shares loads as well, but it keeps their values and logs their failures.
 *
 * @param <K> what the work is for. A caller that must not join work that began before a change needs a key of its own
 * @param <V> the result of the work
 */
public final class SingleFlight<K, V> {
    private final ConcurrentMap<K, Future<V>> flights = new ConcurrentHashMap<>();

    /** The work in progress for the key; null: there is none. */
    public @Nullable Future<V> inProgress(K key) {
        return flights.get(key);
    }

    /**
     * Joins the work in progress for the key, or starts it on this thread. What the work throws is its failure.
     *
     * @return completes on the thread that ends the work
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
     * Waits for the work in progress for the key, or does it on this thread, which must be one that may wait.
     *
     * @throws CompletionException if the caller waited and the work failed. A caller that does the work itself gets what
     *     the work throws
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
