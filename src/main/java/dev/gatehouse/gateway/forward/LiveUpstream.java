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
 * The state of one upstream on this node: its connections with their trusted certificates, its bulkhead, its circuit
 * breaker and its token. Upstreams and tenants share none of these. The state ends when the declaration changes or no
 * call has used the upstream for a while, but not before its last call ends.
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

    /** The result of a request to admit a call. */
    sealed interface AdmissionResult {
        record Admitted(UpstreamCall call) implements AdmissionResult {}

        record Refused(UpstreamFailure why, Duration retryAfter) implements AdmissionResult {}
    }

    /**
     * Creates the state of an upstream.
     *
     * @param clientShare the percentage of calls that one client may hold
     * @param clients creates the HTTP client for a maximum number of concurrent calls
     * @param tokenFailed called for every failed fetch of a token
     * @param tokenFetched called for every fetched token
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

    /** Limits the audit events about slow callers of this upstream. */
    OncePerMinuteLog slowCallers() {
        return slowCallers;
    }

    /** Limits the audit events about clients that used up their share of this upstream. */
    OncePerMinuteLog usedUpShares() {
        return usedUpShares;
    }

    /** Adds a user, which calls {@link #release} at its end. */
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

    /** Retires the upstream: it gets no new users, and its connections are closed after the last call. */
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

    /** Admits or denies a call. */
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

    /**
     * Records that the upstream is unreachable.
     *
     * @param probe whether the call was the probe of the circuit breaker
     */
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
