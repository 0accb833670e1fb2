// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.issuer.VerificationResult;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@link Fact}, or of a conclusion from facts, or what must happen before the value is known. The event
 * loop must not wait, so it hands a call with a missing value to a thread that may wait.
 */
public sealed interface FactResult<T> {
    /** The value is known. */
    record Ready<T>(T value) implements FactResult<T> {}

    /** No cache has the value. A thread that may wait must ask the database. */
    record NotCached<T>() implements FactResult<T> {
        private static final NotCached<?> INSTANCE = new NotCached<>();
    }

    /**
     * Another issuer is being asked.
     *
     * @param fact the fact that is not known yet
     * @param result computed on a worker thread, because checking a signature takes time
     */
    record Pending<T>(Fact<VerificationResult> fact, Future<Supplier<VerificationResult>> result)
            implements FactResult<T> {}

    static <T> FactResult<T> ready(T value) {
        return new Ready<>(value);
    }

    @SuppressWarnings("unchecked") // Holds no value
    static <T> FactResult<T> notCached() {
        return (FactResult<T>) NotCached.INSTANCE;
    }

    /**
     * Returns a cached value.
     *
     * @param value null if the value is not cached
     */
    static <T> FactResult<T> ifCached(@Nullable T value) {
        return value == null ? notCached() : new Ready<>(value);
    }

    /** Applies a function that may need further facts, if the value is known. */
    default <R> FactResult<R> flatMap(Function<? super T, FactResult<R>> next) {
        return switch (this) {
            case Ready<T>(var value) -> next.apply(value);
            case NotCached<T>() -> notCached();
            case Pending<T>(var fact, var result) -> new Pending<>(fact, result);
        };
    }

    /** Applies a function to the value, if the value is known. */
    default <R> FactResult<R> map(Function<? super T, ? extends R> next) {
        return flatMap(value -> ready(next.apply(value)));
    }

    /** Returns the value where the value cannot be missing. */
    default T orElseThrow() {
        return switch (this) {
            case Ready<T>(var value) -> value;
            case NotCached<T>() -> throw new IllegalStateException("not cached");
            case Pending<T> _ -> throw new IllegalStateException("the issuer has not answered yet");
        };
    }
}
