package dev.gatehouse.gateway;

import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.scope.RequestPath;
import dev.gatehouse.service.Route;
import io.quarkus.runtime.BlockingOperationControl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Where decisions are made. A call whose facts are in memory is decided at once, on the thread that it came on; any other
 * hops to a thread that may wait for the database, and comes back. No thread waits for another issuer.
 */
@ApplicationScoped
class DecisionPoint {
    private final AccessDecisions decisions;
    private final Knowledge.Sources sources;
    private final CurrentTenant tenant;
    private final Vertx vertx;

    DecisionPoint(AccessDecisions decisions, Knowledge.Sources sources, CurrentTenant tenant, Vertx vertx) {
        this.decisions = decisions;
        this.sources = sources;
        this.tenant = tenant;
        this.vertx = vertx;
    }

    /** The decision, which is there already unless something had to be asked for. */
    Future<AccessDecision> decide(AccessDecisions.Call call) {
        try {
            return Future.succeededFuture(decisions.decide(call, sources.inMemory(call.tenant())));
        } catch (Knowledge.NotInMemory miss) {
            return BlockingOperationControl.isBlockingAllowed()
                    ? decideWithDatabase(call)
                    : elsewhere(call, () -> decideWithDatabase(call));
        }
    }

    /** The service whose rule about other origins a call of a path falls under. */
    Future<Optional<Route>> ruling(String tenantId, String method, RequestPath.Canonical path) {
        try {
            return Future.succeededFuture(sources.inMemory(tenantId).services().ruling(method, path));
        } catch (Knowledge.NotInMemory miss) {
            return BlockingOperationControl.isBlockingAllowed()
                    ? Future.succeededFuture(sources.complete().services().ruling(method, path))
                    : vertx.executeBlocking(
                            () -> tenant.call(
                                    tenantId,
                                    () -> sources.complete().services().ruling(method, path)),
                            false);
        }
    }

    /** On a thread that may wait for the database, but not for another issuer. */
    private Future<AccessDecision> decideWithDatabase(AccessDecisions.Call call) {
        try {
            return Future.succeededFuture(decisions.decide(call, sources.complete()));
        } catch (Knowledge.NotYet asked) {
            return asked.answer()
                    .compose(answer -> elsewhere(call, () -> {
                        var known = Knowledge.having(answer.get(), sources.complete());
                        return Future.succeededFuture(decisions.decide(call, known));
                    }));
        }
    }

    private Future<AccessDecision> elsewhere(AccessDecisions.Call call, Callable<Future<AccessDecision>> work) {
        return vertx.executeBlocking(() -> tenant.call(call.tenant(), work::call), false)
                .compose(decision -> decision);
    }
}
