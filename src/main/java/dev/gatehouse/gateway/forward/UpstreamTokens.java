// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.platform.SingleFlight;
import dev.gatehouse.platform.TimeSource;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The current token of Gatehouse for one upstream, in memory only. Waiting calls share one fetch, and a new token is
 * fetched shortly before the old one expires. After a failed fetch, the next one waits for {@link #BACKOFF}.
 */
final class UpstreamTokens {
    static final Duration BACKOFF = Duration.ofSeconds(5);

    /** A rejected token that is younger is not replaced, because the upstream would reject a new one as well. */
    static final Duration TOO_YOUNG_TO_REPLACE = Duration.ofSeconds(10);

    /** The only key. */
    private static final String TOKEN = "token";

    private final TimeSource time;
    private final Supplier<Future<UpstreamToken>> fetch;
    private final Consumer<UpstreamToken.Failure> failed;
    private final SingleFlight<String, UpstreamToken> fetches = new SingleFlight<>();
    private @Nullable UpstreamToken held;
    private UpstreamToken.@Nullable Failure lastFailure;
    private Instant failedAt = Instant.EPOCH;

    /**
     * Creates the store.
     *
     * @param fetch fails with an {@link UpstreamToken.Failure} only
     * @param failed called for every failed fetch
     */
    UpstreamTokens(TimeSource time, Supplier<Future<UpstreamToken>> fetch, Consumer<UpstreamToken.Failure> failed) {
        this.time = time;
        this.fetch = fetch;
        this.failed = failed;
    }

    /** Returns the token for one call. The result arrives in the given context. */
    Future<UpstreamToken> get(Context context) {
        var token = now();
        if (token.isComplete()) {
            return token;
        }
        var there = Promise.<UpstreamToken>promise();
        token.onComplete(result -> context.runOnContext(back -> there.handle(result)));
        return there.future();
    }

    /**
     * Records that the upstream rejected the token.
     *
     * @return whether the next call gets another token
     */
    synchronized boolean refused(UpstreamToken token) {
        if (!token.equals(held)) {
            return true;
        }
        if (time.now().isBefore(token.issuedAt().plus(TOO_YOUNG_TO_REPLACE))) {
            return false;
        }
        held = null;
        return true;
    }

    private synchronized Future<UpstreamToken> now() {
        var now = time.now();
        var pausing = lastFailure != null && isWithin(now, failedAt, BACKOFF);
        if (held != null && now.isBefore(held.usableUntil())) {
            if (!now.isBefore(held.renewFrom()) && !pausing) {
                var _ = fetch();
            }
            return Future.succeededFuture(held);
        }
        var inProgress = fetches.inProgress(TOKEN);
        if (inProgress != null) {
            return inProgress;
        }
        return pausing ? Future.failedFuture(lastFailure) : fetch();
    }

    /** Returns whether a pause lasts. A clock that was set back ends the pause. */
    private static boolean isWithin(Instant now, Instant begin, Duration length) {
        return !now.isBefore(begin) && now.isBefore(begin.plus(length));
    }

    private Future<UpstreamToken> fetch() {
        return fetches.join(TOKEN, () -> fetch.get().onSuccess(this::keep).onFailure(this::remember));
    }

    private synchronized void keep(UpstreamToken token) {
        held = token;
        lastFailure = null;
    }

    private void remember(Throwable cause) {
        var failure = cause instanceof UpstreamToken.Failure known
                ? known
                : new UpstreamToken.Failure(UpstreamTokenDetails.failed());
        synchronized (this) {
            lastFailure = failure;
            failedAt = time.now();
        }
        failed.accept(failure);
    }
}
