// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.database.DatabaseOutage;
import dev.gatehouse.gateway.AccessDecision;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.AccessDecision.Denied;
import dev.gatehouse.gateway.AccessDecisions;
import dev.gatehouse.gateway.DecisionFacts;
import dev.gatehouse.gateway.Denials;
import dev.gatehouse.gateway.Fact;
import dev.gatehouse.gateway.FactResult;
import dev.gatehouse.gateway.GatewayDetails;
import dev.gatehouse.gateway.MemoizedFacts;
import dev.gatehouse.issuer.VerificationResult;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.tenant.host.TenantHosts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The running calls. A revocation ends a running call too: each call is decided again four times a second, from caches
 * where they may answer. A call that is no longer allowed, or that would be forwarded to another upstream, is told
 * once. A streaming call without a decision for {@link #UNDECIDED_LIMIT} is ended as well.
 */
@ApplicationScoped
class OpenCalls {
    /** The validity of a decision while the database does not answer, in addition to the lease of the caches. */
    static final Duration UNDECIDED_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(OpenCalls.class);
    private static final int UNDECIDED = Response.Status.SERVICE_UNAVAILABLE.getStatusCode();
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final AccessDecisions decisions;
    private final DecisionFacts.Sources sources;
    private final CurrentTenant tenant;
    private final TenantHosts hosts;
    private final Denials denials;
    private final Vertx vertx;
    private final Set<Entry> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile @Nullable Thread loop;

    /** A running call. Other threads than the call's own call these methods. */
    interface OpenCall {
        AccessDecisions.Call call();

        Allowed.ToService allowed();

        /** Handles a call that is no longer allowed. */
        void deny(Denied denied);

        /** Ends the streams of a call that would now be forwarded to another upstream, or that could not be decided. */
        void breakOff(ErrorText why);
    }

    /** A call and the time when it was last allowed. */
    final class Entry {
        private final OpenCall call;
        private final AtomicBoolean waiting = new AtomicBoolean();
        private volatile long decidedAt = System.nanoTime();

        private Entry(OpenCall call) {
            this.call = call;
        }

        void remove() {
            open.remove(this);
        }

        private boolean isOlderThan(Duration age) {
            return System.nanoTime() - decidedAt > age.toNanos();
        }
    }

    OpenCalls(
            AccessDecisions decisions,
            DecisionFacts.Sources sources,
            CurrentTenant tenant,
            TenantHosts hosts,
            Denials denials,
            Vertx vertx) {
        this.decisions = decisions;
        this.sources = sources;
        this.tenant = tenant;
        this.hosts = hosts;
        this.denials = denials;
        this.vertx = vertx;
    }

    /** Adds a call until it is removed. */
    Entry add(OpenCall call) {
        var entry = new Entry(call);
        open.add(entry);
        return entry;
    }

    /** The handler of denied calls, for calls that end in this way. */
    Denials denials() {
        return denials;
    }

    void start(@Observes StartupEvent event) {
        loop = Thread.ofVirtual().name("open-calls").start(this::decideForever);
        // Runs apart from the loop, which may wait for the database
        vertx.setPeriodic(PERIOD.toMillis(), tick -> endUndecided());
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        var running = loop;
        if (running != null) {
            running.interrupt();
        }
    }

    private void decideForever() {
        while (!stopping) {
            try {
                Thread.sleep(PERIOD);
            } catch (InterruptedException stopped) {
                return;
            }
            decideAll();
        }
    }

    private void decideAll() {
        Map<String, DecisionFacts> loaded = new HashMap<>();
        Set<String> failing = new HashSet<>();
        var databaseFails = false;
        for (var entry : open) {
            if (entry.waiting.get() || !entry.isOlderThan(PERIOD.dividedBy(2))) {
                continue;
            }
            var now = System.nanoTime();
            try {
                var cachedOnly =
                        databaseFails || failing.contains(entry.call.call().tenant());
                if (!cachedOnly && !hosts.isActive(entry.call.call().tenant())) {
                    entry.call.breakOff(GatewayDetails.suspended());
                    continue;
                }
                switch (decide(entry.call.call(), loaded, cachedOnly)) {
                    case FactResult.Ready(var decision) -> apply(decision, entry, now);
                    case FactResult.Pending(var fact, var result) -> decideLater(entry, fact, result, now);
                    case FactResult.NotCached<?> _ -> {
                        // A database that does not answer is asked once per round, and for a failing tenant too
                    }
                }
            } catch (RuntimeException unknown) {
                databaseFails |= DatabaseOutage.behind(unknown).isPresent();
                failing.add(entry.call.call().tenant());
                LOG.debugf(unknown, "Open calls cannot be decided about");
            }
        }
    }

    /** Decides a call when the issuer of its token has answered. */
    private void decideLater(
            Entry entry, Fact<VerificationResult> fact, Future<Supplier<VerificationResult>> result, long askedAt) {
        entry.waiting.set(true);
        var _ = result.onComplete(answer -> Thread.ofVirtual().name("open-call").start(() -> {
            try {
                var call = entry.call.call();
                var decision = tenant.call(
                        call.tenant(),
                        () -> decisions.decide(
                                call,
                                sources.loaded().with(fact, answer.result().get())));
                apply(decision.orElseThrow(), entry, askedAt);
            } catch (RuntimeException unknown) {
                LOG.debugf(unknown, "An open call cannot be decided about");
            } finally {
                entry.waiting.set(false);
            }
        }));
    }

    private FactResult<AccessDecision> decide(
            AccessDecisions.Call call, Map<String, DecisionFacts> loaded, boolean cachedOnly) {
        var decision = decisions.decide(call, sources.cached(call.tenant()));
        if (decision instanceof FactResult.Ready || cachedOnly) {
            return decision;
        }
        var facts = loaded.computeIfAbsent(call.tenant(), asked -> new MemoizedFacts(sources.loaded()));
        return tenant.call(call.tenant(), () -> decisions.decide(call, facts));
    }

    private static void apply(AccessDecision decision, Entry entry, long decidedAt) {
        var before = entry.call.allowed().route();
        switch (decision) {
            case Allowed.ToService still
            when still.route().service().equals(before.service())
                    && Objects.equals(still.route().upstream(), before.upstream()) -> entry.decidedAt = decidedAt;
            case Allowed _ -> entry.call.breakOff(GatewayDetails.otherUpstream(AccessDecision.Step.SERVICE));
            case Denied denied
            when denied.status() == UNDECIDED -> LOG.debugf("Not known whether an open call is allowed: %s", denied);
            case Denied denied -> entry.call.deny(denied);
        }
    }

    private void endUndecided() {
        for (var entry : open) {
            if (entry.isOlderThan(UNDECIDED_LIMIT.plus(PERIOD))) {
                entry.call.breakOff(GatewayDetails.undecided());
            }
        }
    }
}
