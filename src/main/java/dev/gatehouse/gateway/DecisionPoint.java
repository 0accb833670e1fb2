// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.service.Route;
import io.quarkus.runtime.BlockingOperationControl;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Chooses the thread of a decision. If all facts are cached, the thread of the call decides. Otherwise a thread that
 * may wait for the database decides. No thread waits for another issuer.
 */
@ApplicationScoped
class DecisionPoint {
    private final AccessDecisions decisions;
    private final DecisionFacts.Sources sources;
    private final CurrentTenant tenant;
    private final Vertx vertx;

    DecisionPoint(AccessDecisions decisions, DecisionFacts.Sources sources, CurrentTenant tenant, Vertx vertx) {
        this.decisions = decisions;
        this.sources = sources;
        this.tenant = tenant;
        this.vertx = vertx;
    }

    /** Returns the decision, already complete if all facts are cached. */
    Future<AccessDecision> decide(AccessDecisions.Call call) {
        return switch (decisions.decide(call, sources.cached(call.tenant()))) {
            case FactResult.Ready(var decision) -> Future.succeededFuture(decision);
            case FactResult.NotCached<?> _, FactResult.Pending<?> _ ->
                BlockingOperationControl.isBlockingAllowed()
                        ? decideWithDatabase(call)
                        : onWorker(vertx.getOrCreateContext(), call.tenant(), () -> decideWithDatabase(call))
                                .compose(decision -> decision);
        };
    }

    /** Returns the service whose CORS rule applies to a call. */
    Future<Optional<Route>> ruling(String tenantId, String method, RequestPath.Canonical path) {
        return switch (sources.cached(tenantId).get(Fact.SERVICES)) {
            case FactResult.Ready(var services) -> Future.succeededFuture(services.ruling(method, path));
            case FactResult.NotCached<?> _, FactResult.Pending<?> _ ->
                BlockingOperationControl.isBlockingAllowed()
                        ? Future.succeededFuture(rulingWithDatabase(method, path))
                        : onWorker(vertx.getOrCreateContext(), tenantId, () -> rulingWithDatabase(method, path));
        };
    }

    private Optional<Route> rulingWithDatabase(String method, RequestPath.Canonical path) {
        return sources.loaded().get(Fact.SERVICES).orElseThrow().ruling(method, path);
    }

    /** Decides on a thread that may wait for the database, but not for another issuer. */
    private Future<AccessDecision> decideWithDatabase(AccessDecisions.Call call) {
        var facts = sources.loaded();
        var decision = decisions.decide(call, facts);
        var context = vertx.getOrCreateContext();
        return decision instanceof FactResult.Pending(var fact, var result)
                ? result.compose(answer -> onWorker(
                        context,
                        call.tenant(),
                        () -> decisions
                                .decide(call, facts.with(fact, answer.get()))
                                .orElseThrow()))
                : Future.succeededFuture(decision.orElseThrow());
    }

    /**
     * Does work on a thread that may block, in the context of the call. An answer of an issuer completes in the context
     * of one of the calls that wait for the answer. Work of several calls in one context would share a request scope,
     * and the first to finish would end the scope of the others.
     */
    private <T> Future<T> onWorker(Context context, String tenantId, Callable<T> work) {
        return context.executeBlocking(() -> tenant.call(tenantId, work::call), false);
    }
}
