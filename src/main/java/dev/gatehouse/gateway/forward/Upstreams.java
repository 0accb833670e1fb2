// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.Refusals;
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
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The upstreams that this node has to do with at the moment, each on its own, so that a dead one costs nobody else. What
 * happens to one call is an {@link Exchange}.
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

    /** Forwards a call; completes when its answer has ended, one way or the other. */
    Future<Void> forward(Allowed.ToService allowed, RoutingContext routing) {
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
                yield refuse(why, retryAfter, routing);
            }
        };
    }

    /** Each is counted, but one a minute and upstream is enough in the audit log. */
    private void auditShare(UpstreamServer server, Allowed.ToService allowed, RoutingContext routing) {
        var request = routing.request();
        audit.note(
                AuditEvent.denied(AuditAction.GATEWAY_RATE_LIMITED)
                        .by(allowed.caller().actor())
                        .client(allowed.caller().client())
                        .target(request.method().name() + " " + request.path())
                        .detail("the client's share of the calls at " + server.name() + " is used up"),
                Addresses.of(request));
    }

    /** Nothing is asked of the upstream; what the caller still sends passes unread. */
    private static Future<Void> refuse(UpstreamFailure why, Duration retryAfter, RoutingContext routing) {
        if (routing.response().closed()) {
            return Future.succeededFuture();
        }
        var done = Promise.<Void>promise();
        routing.addEndHandler(ended -> done.complete());
        Refusals.discardBody(routing);
        // once the resource method has returned: what comes after it takes no answer that is already written
        routing.vertx().runOnContext(next -> {
            if (!routing.response().closed()) {
                why.tell(routing.response(), retryAfter);
            }
        });
        return done.future();
    }

    /**
     * Acquires the live upstream for what a route says; the caller releases it. Its version only goes up: a call that was decided
     * just before a change goes by what holds after it.
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
                .detail(failure.getMessage());
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
     * A changed upstream is let go at once. What a node has not heard of it finds by the version in the catalogue, which it
     * reads anew then; and nothing leads to what is gone.
     */
    private final class Changes implements Invalidations.Listener {
        @Override
        public void changed(Invalidations.Change change) {
            UpstreamServer.Superseded.in(change).ifPresent(Upstreams.this::retireSuperseded);
        }

        @Override
        public void everythingChanged() {
            // what was not heard of is found as said above
        }
    }
}
