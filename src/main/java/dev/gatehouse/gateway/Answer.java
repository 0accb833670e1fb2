// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.issuer.Judgement;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@link Fact}, or of what follows from facts, or what has to happen before there is one. A missing value is
 * a value of its own: the event loop, which must not wait, hands the call to a thread that may.
 */
public sealed interface Answer<T> {
    /** There is a value. */
    record Ready<T>(T value) implements Answer<T> {}

    /** No cache has it. The database must be asked, on a thread that may wait. */
    record NotCached<T>() implements Answer<T> {
        private static final NotCached<?> INSTANCE = new NotCached<>();
    }

    /**
     * Another issuer is being asked.
     *
     * @param fact that is not known yet
     * @param judgement is to be computed on a worker thread, because checking a signature takes time
     */
    record Pending<T>(Fact<Judgement> fact, Future<Supplier<Judgement>> judgement) implements Answer<T> {}

    static <T> Answer<T> ready(T value) {
        return new Ready<>(value);
    }

    @SuppressWarnings("unchecked") // Holds no value
    static <T> Answer<T> notCached() {
        return (Answer<T>) NotCached.INSTANCE;
    }

    /**
     * The answer of a cache.
     *
     * @param value null: the cache does not have it
     */
    static <T> Answer<T> ifCached(@Nullable T value) {
        return value == null ? notCached() : new Ready<>(value);
    }

    /** What follows from the value and from further facts, if there is a value. */
    default <R> Answer<R> flatMap(Function<? super T, Answer<R>> next) {
        return switch (this) {
            case Ready<T>(var value) -> next.apply(value);
            case NotCached<T>() -> notCached();
            case Pending<T>(var fact, var judgement) -> new Pending<>(fact, judgement);
        };
    }

    /** What follows from the value alone, if there is a value. */
    default <R> Answer<R> map(Function<? super T, ? extends R> next) {
        return flatMap(value -> ready(next.apply(value)));
    }

    /** The value where it cannot be missing. */
    default T orElseThrow() {
        return switch (this) {
            case Ready<T>(var value) -> value;
            case NotCached<T>() -> throw new IllegalStateException("not cached");
            case Pending<T> _ -> throw new IllegalStateException("the issuer has not answered yet");
        };
    }
}
