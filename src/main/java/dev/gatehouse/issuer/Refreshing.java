package dev.gatehouse.issuer;

import dev.gatehouse.platform.TimeSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Something that is fetched from an issuer and used for {@link #FRESH}, being fetched again a while before that is over. When
 * the issuer does not answer then, what is there goes on being used until it is {@link #STALE}. Whoever wants more than is
 * there causes a fetch, but of all who do only one, and not before {@link #RETRY} has passed since the last.
 */
final class Refreshing<T> {
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration STALE = Duration.ofHours(1);
    static final Duration RETRY = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(Refreshing.class);
    private static final Duration AHEAD = Duration.ofMinutes(4);

    private final TimeSource time;
    private final Supplier<Future<T>> source;
    private @Nullable T value;
    private Instant fetchedAt = Instant.MIN;
    private Instant attemptedAt = Instant.MIN;
    private @Nullable Throwable failure;
    private @Nullable Future<T> underWay;

    Refreshing(TimeSource time, Supplier<Future<T>> source) {
        this.time = time;
        this.source = source;
    }

    /** What may be used now; null: it has to be fetched. */
    synchronized @Nullable T ifUsable() {
        var now = time.now();
        if (value == null || !isWithin(STALE, fetchedAt, now)) {
            return null;
        }
        if (isWithin(FRESH, fetchedAt, now)) {
            if (!isWithin(AHEAD, fetchedAt, now) && underWay == null && !isWithin(RETRY, attemptedAt, now)) {
                fetch(now);
            }
            return value;
        }
        return underWay == null && isWithin(RETRY, attemptedAt, now) ? value : null;
    }

    /** What may be used; fetched anew if there is none, or none that suffices, and it is time to ask again. */
    synchronized Future<T> get(Predicate<T> suffices) {
        var now = time.now();
        var usable = ifUsable();
        if (usable != null && suffices.test(usable)) {
            return Future.succeededFuture(usable);
        }
        if (underWay != null) {
            return orStale(underWay);
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
        Promise<T> promise = Promise.promise();
        attemptedAt = now;
        underWay = promise.future();
        Future.succeededFuture()
                .compose(begin -> source.get())
                .onSuccess(fetched -> keep(fetched, now, promise))
                .onFailure(fault -> failed(fault, promise));
        return promise.future();
    }

    private void keep(T fetched, Instant askedAt, Promise<T> promise) {
        synchronized (this) {
            underWay = null;
            failure = null;
            value = fetched;
            fetchedAt = askedAt;
        }
        promise.complete(fetched);
    }

    private void failed(Throwable fault, Promise<T> promise) {
        LOG.warnf("A trusted issuer does not answer as it should: %s", fault.getMessage());
        synchronized (this) {
            underWay = null;
            failure = fault;
        }
        promise.fail(fault);
    }

    /** A clock that went back makes nothing younger. */
    private static boolean isWithin(Duration limit, Instant from, Instant now) {
        return !now.isBefore(from) && now.isBefore(from.equals(Instant.MIN) ? from : from.plus(limit));
    }
}
