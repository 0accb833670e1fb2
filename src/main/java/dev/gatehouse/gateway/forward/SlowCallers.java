// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.Denials;
import dev.gatehouse.gateway.GatewayDetails;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.StartupFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The minimum rates at which callers send bodies and read answers while they use an upstream, and the audit events for
 * slow callers.
 */
@ApplicationScoped
@Startup
class SlowCallers {
    /**
     * The bytes that may wait in the queue of a caller's connection. Gatehouse sees progress only when half of them are
     * sent.
     */
    private static final long QUEUE_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Denials denials;
    private final MinimumTransferRate.Limit uploads;
    private final MinimumTransferRate.Limit answers;
    private final long rate;
    private final Counter slowUploads;
    private final Counter slowAnswers;

    SlowCallers(Vertx vertx, Denials denials, GatehouseConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.denials = denials;
        this.rate = config.bodyMinRate();
        var window = config.bodyGrace();
        if (rate < 0 || window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new StartupFailure("gatehouse.body-min-rate must not be negative,"
                    + " and gatehouse.body-grace must be at least one second (PT1S).");
        }
        this.uploads = new MinimumTransferRate.Limit(window, rate * window.toMillis() / 1000);
        this.answers = rate == 0
                ? new MinimumTransferRate.Limit(window, 0)
                : new MinimumTransferRate.Limit(window.plusMillis(QUEUE_BYTES * 1000 / rate), 1);
        this.slowUploads = metrics.counter("gatehouse.slow.callers", "body", "request");
        this.slowAnswers = metrics.counter("gatehouse.slow.callers", "body", "answer");
    }

    MinimumTransferRate ofUpload(Runnable tooSlow) {
        return new MinimumTransferRate(vertx, uploads, tooSlow);
    }

    /** Returns the minimum rate for an answer. One moved byte means that the queue has become shorter. */
    MinimumTransferRate ofAnswer(Runnable tooSlow) {
        return new MinimumTransferRate(vertx, answers, tooSlow);
    }

    /** Notes a call that ended because its caller was too slow. The audit log gets one event a minute and upstream. */
    void ended(boolean upload, Allowed.ToService allowed, UpstreamCall upstreamCall, RoutingContext routing) {
        (upload ? slowUploads : slowAnswers).increment();
        if (upstreamCall.isSlowCallerReportDue()) {
            denials.ended(
                    allowed.caller(),
                    upload ? GatewayDetails.slowUpload(rate) : GatewayDetails.slowAnswer(rate),
                    routing);
        }
    }
}
