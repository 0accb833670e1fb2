// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.cluster.LiveNodes;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.cluster.RateShare;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.QuotaExceededException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The rates at which tenants issue tokens. Each node counts in memory and grants its share of a quota, as for the rate
 * limits of the gateway.
 */
@ApplicationScoped
public class TokenRates {
    private static final int METERS = 20_000;

    /** The time to keep a meter, longer than any share takes to fill. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final TenantQuotas quotas;
    private final CurrentTenant tenant;
    private final TimeSource time;
    private final LiveNodes nodes;
    private final QuotaRefusals refusals;

    /** The time at which the share of a tenant is full again, in nanoseconds of {@link TimeSource#nanos}. */
    private final Cache<String, AtomicLong> fullAt =
            Caffeine.newBuilder().maximumSize(METERS).expireAfterAccess(KEPT).build();

    TokenRates(TenantQuotas quotas, CurrentTenant tenant, TimeSource time, LiveNodes nodes, QuotaRefusals refusals) {
        this.quotas = quotas;
        this.tenant = tenant;
        this.time = time;
        this.nodes = nodes;
        this.refusals = refusals;
    }

    /**
     * Counts a token that the current tenant is about to issue.
     *
     * @throws QuotaExceededException if this node's share of the quota is used up
     */
    public void take() {
        var limit = quotas.limits().tokens();
        if (limit != null) {
            take(limit);
        }
    }

    private void take(RateLimit limit) {
        var now = time.nanos();
        var share = RateShare.of(limit, nodes.count());
        var meter = fullAt.get(tenant.id(), id -> new AtomicLong(now));
        while (true) {
            var before = meter.get();
            var behind = share.behind(before, now);
            if (behind + share.interval() > share.capacity()) {
                refusals.countTokensPerSecond();
                throw new QuotaExceededException(
                        QuotaErrors.tokensPerSecond(limit.requests()),
                        Duration.ofNanos(behind + share.interval() - share.capacity()));
            }
            if (meter.compareAndSet(before, now + behind + share.interval())) {
                return;
            }
        }
    }
}
