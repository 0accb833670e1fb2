// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.Denials;
import dev.gatehouse.gateway.GatewayDetails;
import dev.gatehouse.gateway.forward.LiveUpstream.AdmissionResult;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.service.upstream.UpstreamServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The upstreams in use on this node. Upstreams are independent, so that an unavailable one affects no other. An
 * {@link Exchange} handles one call.
 */
@ApplicationScoped
class Upstreams {
    private static final Logger LOG = Logger.getLogger(Upstreams.class);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);
    private static final long SWEEP_MS = 60_000;

    private final Vertx vertx;
    private final OpenCalls calls;
    private final TimeSource time;
    private final UpstreamClients clients;
    private final CurrentTenant tenant;
    private final AuditLog audit;
    private final UpstreamMetrics metrics;
    private final SlowCallers slowCallers;
    private final int clientShare;
    private final Map<UpstreamServer.Key, LiveUpstream> live = new ConcurrentHashMap<>();

    Upstreams(
            Vertx vertx,
            OpenCalls calls,
            TimeSource time,
            UpstreamClients clients,
            Invalidations invalidations,
            CurrentTenant tenant,
            AuditLog audit,
            SlowCallers slowCallers,
            GatehouseConfig config,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.calls = calls;
        this.time = time;
        this.clients = clients;
        this.tenant = tenant;
        this.audit = audit;
        this.slowCallers = slowCallers;
        this.clientShare = config.upstreamClientShare();
        if (clientShare < 1 || clientShare > 100) {
            throw new StartupFailure("gatehouse.upstream-client-share must be a percentage from 1 to 100.");
        }
        this.metrics = new UpstreamMetrics(registry, live);
        invalidations.add(new Changes());
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(SWEEP_MS, round -> live.keySet().forEach(this::removeIfIdle));
    }

    /** Forwards a call. The future completes when the answer has ended, for any reason. */
    Future<Void> forward(Allowed.ToService allowed, RoutingContext routing) {
        if (allowed.route().upstream() == null) {
            LOG.warnf(
                    "Upstream of %s: the upstream URL is not valid. Correct the service.",
                    allowed.route().path());
            return refuse(routing, response -> UpstreamFailure.INVALID_URL.tell(response));
        }
        var upstream = acquire(allowed.route().server());
        return switch (upstream.admit(Bulkhead.Holder.of(allowed.caller()))) {
            case AdmissionResult.Admitted(var call) ->
                new Exchange(vertx, call, calls, slowCallers, allowed, routing).begin();
            case AdmissionResult.Refused(var why, var retryAfter) -> {
                if (why == UpstreamFailure.SHARE_USED_UP
                        && upstream.usedUpShares().isDue()) {
                    auditShare(upstream.server(), allowed, routing);
                }
                upstream.release();
                metrics.refused(why);
                yield refuse(routing, response -> why.tell(response, retryAfter));
            }
        };
    }

    /** The metric counts every call beyond the share; the audit log gets one event a minute and upstream. */
    private void auditShare(UpstreamServer server, Allowed.ToService allowed, RoutingContext routing) {
        var request = routing.request();
        audit.note(
                AuditEvent.denied(AuditAction.GATEWAY_RATE_LIMITED)
                        .by(allowed.caller().actor())
                        .client(allowed.caller().client())
                        .target(request.method().name() + " " + request.path())
                        .detail(GatewayDetails.shareUsedUp(server.name())),
                Addresses.of(request));
    }

    /** Denies a call without a request to the upstream, and discards the rest of the caller's body. */
    private static Future<Void> refuse(RoutingContext routing, Consumer<HttpServerResponse> answer) {
        if (routing.response().closed()) {
            return Future.succeededFuture();
        }
        var done = Promise.<Void>promise();
        routing.addEndHandler(ended -> done.complete());
        Denials.discardBody(routing);
        // After the resource method has returned, because the framework accepts no answer that was written before
        routing.vertx().runOnContext(next -> {
            if (!routing.response().closed()) {
                answer.accept(routing.response());
            }
        });
        return done.future();
    }

    /**
     * Acquires the live upstream of a route; the caller releases it. Versions only increase: a call decided just before
     * a change uses the newer version.
     */
    private LiveUpstream acquire(UpstreamServer server) {
        return Objects.requireNonNull(live.compute(server.key(), (key, known) -> {
            if (known != null && known.server().version() >= server.version()) {
                return known.acquire();
            }
            if (known != null) {
                known.retire();
            }
            return new LiveUpstream(
                            server,
                            vertx,
                            time,
                            clientShare,
                            calls -> clients.connect(server, calls),
                            failure -> tokenFailed(server, failure),
                            metrics::tokenFetched)
                    .acquire();
        }));
    }

    private void tokenFailed(UpstreamServer server, UpstreamToken.Failure failure) {
        metrics.tokenFailed();
        LOG.warnf("No token for upstream %s: %s", server.name(), failure.getMessage());
        var event = AuditEvent.failure(AuditAction.UPSTREAM_TOKEN_FAILED)
                .target(server.name())
                .detail(failure.why());
        tenant.call(server.key().tenant(), () -> {
            audit.note(event, null);
            return true;
        });
    }

    private void removeIfIdle(UpstreamServer.Key key) {
        live.computeIfPresent(key, (same, upstream) -> {
            if (!upstream.isIdle(IDLE_TIMEOUT)) {
                return upstream;
            }
            upstream.retire();
            return null;
        });
    }

    private void retireSuperseded(UpstreamServer.Superseded superseded) {
        live.computeIfPresent(superseded.key(), (key, upstream) -> {
            if (upstream.server().version() >= superseded.byVersion()) {
                return upstream;
            }
            upstream.retire();
            return null;
        });
    }

    /**
     * Retires changed upstreams at once. If a node misses a change, the version in the catalogue shows the change at
     * the next call, and no route leads to a removed upstream.
     */
    private final class Changes implements Invalidations.Listener {
        @Override
        public void changed(Invalidations.Change change) {
            UpstreamServer.Superseded.in(change).ifPresent(Upstreams.this::retireSuperseded);
        }

        @Override
        public void everythingChanged() {
            // The version in the catalogue shows missed changes
        }
    }
}
