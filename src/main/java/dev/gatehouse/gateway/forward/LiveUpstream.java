// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.forward.CircuitBreaker.Permission;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.service.upstream.UpstreamCredentials;
import dev.gatehouse.service.upstream.UpstreamServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One upstream as this node knows it at the moment: its own connections with the trust that they need, how many calls are
 * on it, whether it is dead, and the token for it. None of that is shared with another upstream or tenant. It ends when
 * its declaration changes or nobody has called it for a while, and not before the last call on it is over.
 */
final class LiveUpstream {
    private static final Logger LOG = Logger.getLogger(LiveUpstream.class);
    private static final Duration WHEN_FULL = Duration.ofSeconds(1);

    private final UpstreamServer server;
    private final HttpClient client;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final @Nullable UpstreamTokens tokens;
    private final OncePerMinuteLog slowCallers = new OncePerMinuteLog();
    private final OncePerMinuteLog usedUpShares = new OncePerMinuteLog();
    private int users;
    private long lastUsed = System.nanoTime();
    private boolean retired;

    /** Whether a call may go to the upstream. */
    sealed interface AdmissionResult {
        record Admitted(UpstreamCall call) implements AdmissionResult {}

        record Refused(UpstreamFailure why, Duration retryAfter) implements AdmissionResult {}
    }

    /**
     * @param clientShare how much of it one client may hold, in percent
     * @param clients makes the connections for so many calls at once
     * @param tokenFailed hears of every token that was not to be had
     * @param tokenFetched hears of every other
     */
    LiveUpstream(
            UpstreamServer server,
            Vertx vertx,
            TimeSource time,
            int clientShare,
            Function<Integer, HttpClient> clients,
            Consumer<UpstreamToken.Failure> tokenFailed,
            Runnable tokenFetched) {
        this.server = server;
        this.breaker = new CircuitBreaker(time);
        this.bulkhead = new Bulkhead(server.maxConcurrent(), clientShare);
        this.client = clients.apply(bulkhead.capacity());
        this.tokens = server.credentials() instanceof UpstreamCredentials.ClientCredentials credentials
                ? new UpstreamTokens(time, () -> fetch(vertx, time, credentials, tokenFetched), tokenFailed)
                : null;
    }

    UpstreamServer server() {
        return server;
    }

    HttpClient client() {
        return client;
    }

    @Nullable UpstreamTokens tokens() {
        return tokens;
    }

    CircuitBreaker.State state() {
        return breaker.state();
    }

    Bulkhead bulkhead() {
        return bulkhead;
    }

    /** When it was last told of a caller that was too slow. */
    OncePerMinuteLog slowCallers() {
        return slowCallers;
    }

    /** When it was last told of a client that has used up its share. */
    OncePerMinuteLog usedUpShares() {
        return usedUpShares;
    }

    /** Counts a user, which calls {@link #release} when it is done. */
    synchronized LiveUpstream acquire() {
        users++;
        lastUsed = System.nanoTime();
        return this;
    }

    void release() {
        boolean over;
        synchronized (this) {
            users--;
            lastUsed = System.nanoTime();
            over = retired && users == 0;
        }
        if (over) {
            var _ = client.close();
        }
    }

    synchronized boolean isIdle(Duration length) {
        return users == 0 && System.nanoTime() - lastUsed > length.toNanos();
    }

    /** Has no new users; the connections are closed when the last call is over. */
    void retire() {
        boolean over;
        synchronized (this) {
            over = !retired && users == 0;
            retired = true;
        }
        if (over) {
            var _ = client.close();
        }
    }

    /** Decides about a call of a user. */
    AdmissionResult admit(Bulkhead.Holder holder) {
        return switch (bulkhead.acquire(holder)) {
            case ACQUIRED -> askBreaker(holder);
            case FULL -> new AdmissionResult.Refused(UpstreamFailure.FULL, WHEN_FULL);
            case SHARE_USED_UP -> new AdmissionResult.Refused(UpstreamFailure.SHARE_USED_UP, WHEN_FULL);
        };
    }

    private AdmissionResult askBreaker(Bulkhead.Holder holder) {
        return switch (breaker.tryAcquire()) {
            case Permission.Granted(var probe) -> new AdmissionResult.Admitted(new UpstreamCall(this, holder, probe));
            case Permission.Denied(var retryAfter) -> {
                bulkhead.release(holder);
                yield new AdmissionResult.Refused(UpstreamFailure.DOWN, retryAfter);
            }
        };
    }

    void answered() {
        if (breaker.succeeded()) {
            LOG.infof("Upstream %s answers again", server.name());
        }
    }

    /** @param probe whether the call was the probe of the circuit breaker */
    void unreachable(boolean probe, String why) {
        if (breaker.failed(probe)) {
            LOG.warnf(
                    "Upstream %s seems dead after %d calls in a row, the last one: %s. One call every %d s will try",
                    server.name(), CircuitBreaker.FAILURES, why, CircuitBreaker.PAUSE.toSeconds());
        }
    }

    void abandonProbe() {
        breaker.abandonProbe();
    }

    private Future<UpstreamToken> fetch(
            Vertx vertx, TimeSource time, UpstreamCredentials.ClientCredentials credentials, Runnable fetched) {
        acquire();
        return UpstreamTokenRequest.send(vertx, client, credentials, time)
                .onSuccess(token -> fetched.run())
                .onComplete(over -> release());
    }
}
