// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.service.upstream.UpstreamServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** The metrics of all upstreams of this node together. The log names single upstreams. */
final class UpstreamMetrics {
    private final Map<UpstreamServer.Key, LiveUpstream> live;
    private final Counter down;
    private final Counter full;
    private final Counter share;
    private final Counter fetched;
    private final Counter failed;

    UpstreamMetrics(MeterRegistry registry, Map<UpstreamServer.Key, LiveUpstream> live) {
        this.live = live;
        this.down = registry.counter("gatehouse.upstream.refused", "reason", "down");
        this.full = registry.counter("gatehouse.upstream.refused", "reason", "full");
        this.share = registry.counter("gatehouse.upstream.refused", "reason", "share");
        this.fetched = registry.counter("gatehouse.upstream.tokens", "outcome", "fetched");
        this.failed = registry.counter("gatehouse.upstream.tokens", "outcome", "failed");
        for (var state : CircuitBreaker.State.values()) {
            Gauge.builder("gatehouse.upstreams", this, self -> self.sum(one -> one.state() == state ? 1 : 0))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder(
                        "gatehouse.upstream.calls",
                        this,
                        self -> self.sum(one -> one.bulkhead().calls()))
                .register(registry);
        Gauge.builder(
                        "gatehouse.upstream.streams",
                        this,
                        self -> self.sum(one -> one.bulkhead().streams()))
                .register(registry);
    }

    void refused(UpstreamFailure why) {
        var counter = switch (why) {
            case DOWN -> down;
            case SHARE_USED_UP -> share;
            default -> full;
        };
        counter.increment();
    }

    void tokenFetched() {
        fetched.increment();
    }

    void tokenFailed() {
        failed.increment();
    }

    private int sum(ToIntFunction<LiveUpstream> number) {
        return live.values().stream().mapToInt(number).sum();
    }
}
