// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.cluster.LiveNodes;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.SingleFlight;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.QuotaExceededException;
import dev.gatehouse.tenant.quota.QuotaErrors;
import dev.gatehouse.tenant.quota.QuotaRefusals;
import dev.gatehouse.tenant.quota.TenantQuotas;
import dev.gatehouse.token.Tokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The quota of live tokens, which is approximate: the last count, and the grants that were issued since. A node counts
 * the tokens of a tenant with a quota while the tenant issues tokens, again and again in the background, with pauses of
 * {@value #PAUSES} times the duration of a count. Only the first grant of a tenant on a node waits for a count.
 */
@ApplicationScoped
class LiveTokenQuota {
    private static final Logger LOG = Logger.getLogger(LiveTokenQuota.class);
    private static final int TENANTS = 20_000;
    private static final Duration KEPT = Duration.ofHours(1);

    /** The pause between two counts in durations of a count, so that counting takes a small part of one connection. */
    private static final int PAUSES = 20;

    private static final long SHORTEST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMinutes(1).toNanos();

    private final TenantQuotas quotas;
    private final CurrentTenant tenant;
    private final TimeSource time;
    private final LiveNodes nodes;
    private final Tokens tokens;
    private final QuotaRefusals refusals;
    private final SingleFlight<String, Estimate> first = new SingleFlight<>();
    private final Cache<String, Estimate> estimates =
            Caffeine.newBuilder().maximumSize(TENANTS).expireAfterAccess(KEPT).build();

    /** The estimated number of live tokens of a tenant. */
    private static final class Estimate {
        private volatile long counted;

        /** The quota of the last count, which read one token more at most. */
        private volatile int quota;

        private volatile long nextAt;
        private final AtomicInteger issued = new AtomicInteger();
        private final AtomicBoolean counting = new AtomicBoolean();

        /** Adds a grant if the estimate is below the quota. The other nodes issue about as many as this one. */
        boolean add(int most, int nodes) {
            while (true) {
                var before = issued.get();
                if (counted + (long) before * nodes >= most) {
                    return false;
                }
                if (issued.compareAndSet(before, before + 1)) {
                    return true;
                }
            }
        }
    }

    LiveTokenQuota(
            TenantQuotas quotas,
            CurrentTenant tenant,
            TimeSource time,
            LiveNodes nodes,
            Tokens tokens,
            QuotaRefusals refusals) {
        this.quotas = quotas;
        this.tenant = tenant;
        this.time = time;
        this.nodes = nodes;
        this.tokens = tokens;
        this.refusals = refusals;
    }

    /**
     * Adds a grant that the current tenant is about to issue. Must be called outside a transaction.
     *
     * @throws QuotaExceededException if the tenant has about as many live tokens as its quota
     */
    void add() {
        var most = quotas.current().liveTokens();
        if (most == null) {
            return;
        }
        var id = tenant.id();
        var estimate = estimate(id, most);
        var now = time.nanos();
        var isDue = now - estimate.nextAt >= 0 || estimate.quota < most;
        if (isDue && estimate.counting.compareAndSet(false, true)) {
            Thread.ofVirtual().name("live-tokens").start(() -> countAgain(id, estimate, most));
        }
        if (!estimate.add(most, nodes.count())) {
            refusals.countLiveTokens();
            throw new QuotaExceededException(
                    QuotaErrors.liveTokens(most), Duration.ofNanos(Math.max(SHORTEST_PAUSE, estimate.nextAt - now)));
        }
    }

    private Estimate estimate(String id, int most) {
        var known = estimates.getIfPresent(id);
        return known != null
                ? known
                : first.await(id, () -> {
                    @Nullable Estimate there = estimates.getIfPresent(id);
                    if (there != null) {
                        return there;
                    }
                    var counted = new Estimate();
                    count(counted, most);
                    estimates.put(id, counted);
                    return counted;
                });
    }

    private void countAgain(String id, Estimate estimate, int most) {
        try {
            tenant.call(id, () -> {
                count(estimate, most);
                return true;
            });
        } catch (RuntimeException e) {
            estimate.nextAt = time.nanos() + LONGEST_PAUSE;
            LOG.warnf("The live tokens of the tenant %s cannot be counted: %s", id, e.getMessage());
        } finally {
            estimate.counting.set(false);
        }
    }

    /** Counts one token more than the quota at most. Grants that are issued meanwhile are counted twice at most. */
    private void count(Estimate estimate, int most) {
        var began = time.nanos();
        var before = estimate.issued.get();
        estimate.counted = QuarkusTransaction.requiringNew().call(() -> tokens.live(most + 1));
        estimate.quota = most;
        estimate.issued.addAndGet(-before);
        var ended = time.nanos();
        estimate.nextAt = ended + Math.clamp(PAUSES * (ended - began), SHORTEST_PAUSE, LONGEST_PAUSE);
    }
}
