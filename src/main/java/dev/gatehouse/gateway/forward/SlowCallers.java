// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.gateway.Refusals;
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
 * How fast callers have to send bodies and take answers while they hold a place at an upstream, and what is noted of those
 * who do not.
 */
@ApplicationScoped
@Startup
class SlowCallers {
    /** What may wait for a caller in its connection's queue; nobody sees how much less it is until half of it is gone. */
    private static final long QUEUE_BYTES = 64 * 1024;

    private final Vertx vertx;
    private final Refusals refusals;
    private final MinimumTransferRate.Limit uploads;
    private final MinimumTransferRate.Limit answers;
    private final long rate;
    private final Counter slowUploads;
    private final Counter slowAnswers;

    SlowCallers(Vertx vertx, Refusals refusals, GatehouseConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.refusals = refusals;
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

    /** One byte that moves stands for a queue that has become shorter. */
    MinimumTransferRate ofAnswer(Runnable tooSlow) {
        return new MinimumTransferRate(vertx, answers, tooSlow);
    }

    /** A call is ended because its caller was too slow. One a minute and upstream is enough in the audit log. */
    void ended(boolean upload, Allowed.ToService allowed, UpstreamCall upstreamCall, RoutingContext routing) {
        (upload ? slowUploads : slowAnswers).increment();
        if (upstreamCall.isSlowCallerReportDue()) {
            refusals.ended(
                    allowed.caller(),
                    (upload ? "the body came" : "the answer was taken") + " at less than " + rate + " bytes per second",
                    routing);
        }
    }
}
