// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.platform.SingleFlight;
import dev.gatehouse.platform.TimeSource;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A value that is fetched from an issuer. The value is fresh for {@link #FRESH} and fetched again shortly before. If
 * the issuer does not answer, the old value is used until it is {@link #STALE}. Callers that need a newer value share
 * one fetch, and fetches are at least {@link #RETRY} apart.
 */
final class RefreshedValue<T> {
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration STALE = Duration.ofHours(1);
    static final Duration RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(RefreshedValue.class);
    private static final Duration AHEAD = Duration.ofMinutes(4);

    /** The only key. */
    private static final String VALUE = "value";

    private final TimeSource time;
    private final Supplier<Future<T>> source;
    private final SingleFlight<String, T> fetches = new SingleFlight<>();
    private @Nullable T value;
    private Instant fetchedAt = Instant.MIN;
    private Instant attemptedAt = Instant.MIN;
    private @Nullable Throwable failure;

    RefreshedValue(TimeSource time, Supplier<Future<T>> source) {
        this.time = time;
        this.source = source;
    }

    /** Returns the value that may be used now, or null if a fetch is necessary. */
    synchronized @Nullable T ifUsable() {
        var now = time.now();
        if (value == null || !isWithin(STALE, fetchedAt, now)) {
            return null;
        }
        if (isWithin(FRESH, fetchedAt, now)) {
            if (!isWithin(AHEAD, fetchedAt, now) && !isWithin(RETRY, attemptedAt, now)) {
                var _ = fetch(now);
            }
            return value;
        }
        return fetches.inProgress(VALUE) == null && isWithin(RETRY, attemptedAt, now) ? value : null;
    }

    /** Returns a value, fetched again if there is none or it does not suffice, and if {@link #RETRY} has passed. */
    synchronized Future<T> get(Predicate<T> suffices) {
        var now = time.now();
        var usable = ifUsable();
        if (usable != null && suffices.test(usable)) {
            return Future.succeededFuture(usable);
        }
        var inProgress = fetches.inProgress(VALUE);
        if (inProgress != null) {
            return orStale(inProgress);
        }
        if (!isWithin(RETRY, attemptedAt, now)) {
            return orStale(fetch(now));
        }
        return usable == null
                ? Future.failedFuture(failure == null ? IssuerFault.unusable(IssuerErrors.nothingFetched()) : failure)
                : Future.succeededFuture(usable);
    }

    private Future<T> orStale(Future<T> fetched) {
        return fetched.recover(fault -> {
            var usable = ifUsable();
            return usable == null ? Future.failedFuture(fault) : Future.succeededFuture(usable);
        });
    }

    private Future<T> fetch(Instant now) {
        return fetches.join(VALUE, () -> {
            attemptedAt = now;
            return Future.succeededFuture().compose(begin -> source.get()).andThen(outcome -> keep(outcome, now));
        });
    }

    private void keep(AsyncResult<T> outcome, Instant askedAt) {
        if (outcome.failed()) {
            LOG.warnf(
                    "A trusted issuer does not answer as it should: %s",
                    outcome.cause().getMessage());
        }
        synchronized (this) {
            failure = outcome.cause();
            if (outcome.succeeded()) {
                value = outcome.result();
                fetchedAt = askedAt;
            }
        }
    }

    /** Returns whether a time limit has not passed. After a clock was set back, the limit counts as passed. */
    private static boolean isWithin(Duration limit, Instant from, Instant now) {
        return !now.isBefore(from) && now.isBefore(from.equals(Instant.MIN) ? from : from.plus(limit));
    }
}
