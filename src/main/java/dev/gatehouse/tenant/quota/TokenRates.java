// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.cluster.LiveNodes;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.cluster.TokenBucket;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.QuotaExceededException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The rates at which tenants issue tokens. Each node counts in memory and grants its share of a quota, as for the rate
 * limits of the gateway.
 */
@ApplicationScoped
public class TokenRates {
    private static final int TENANTS = 20_000;

    /** The time to keep a bucket, longer than any bucket takes to fill. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final TenantQuotas quotas;
    private final CurrentTenant tenant;
    private final TimeSource time;
    private final LiveNodes nodes;
    private final QuotaRefusals refusals;

    private final Cache<String, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(TENANTS).expireAfterAccess(KEPT).build();

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
        var bucket = buckets.asMap()
                .compute(
                        tenant.id(),
                        (id, known) -> known != null && known.isOf(limit) ? known : new TokenBucket(limit, now));
        var level = bucket.take(now, nodes.count());
        if (!level.taken()) {
            refusals.countTokensPerSecond();
            throw new QuotaExceededException(QuotaErrors.tokensPerSecond(limit.requests()), level.untilNext());
        }
    }
}
