// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.quarkus.micrometer.runtime.export.handlers.PrometheusHandler;
import io.quarkus.vertx.http.ManagementInterface;
import io.smallrye.health.AsyncHealthCheckFactory;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Threads for health checks and metrics only, so that both work while all other threads are busy. */
@Singleton
@Alternative
@Priority(1)
class ManagementThreads extends AsyncHealthCheckFactory {
    private static final int THREADS = 4;
    private static final String METRICS = "/q/metrics";
    private static final int BEFORE_FRAMEWORK = -1;

    private final WorkerExecutor threads;
    private final PrometheusHandler metrics = new PrometheusHandler(false, Optional.empty());

    ManagementThreads(Vertx vertx) {
        this.threads = vertx.createSharedWorkerExecutor("gatehouse-management", THREADS);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route(METRICS + "*").order(BEFORE_FRAMEWORK).handler(routing -> {
            threads.executeBlocking(
                            () -> {
                                metrics.handle(routing);
                                return null;
                            },
                            false)
                    .onFailure(routing::fail);
        });
    }

    @Override
    public Uni<HealthCheckResponse> callSync(HealthCheck check) {
        return super.callSync(check)
                .runSubscriptionOn(command -> threads.executeBlocking(
                        () -> {
                            command.run();
                            return null;
                        },
                        false));
    }
}
