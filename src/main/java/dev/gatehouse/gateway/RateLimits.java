// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.cluster.LiveNodes;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.gateway.AccessDecision.Allowed;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.tenant.quota.QuotaErrors;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rate limits of clients, over all services, of services, over all clients, and of the whole tenant. Each node counts in memory and
 * grants its share of a limit: the limit divided by the number of nodes. A changed limit starts with a full bucket.
 */
@ApplicationScoped
// Caffeine loads this class by name for a maximum size with expiry after access, and Quarkus does not register it
@RegisterForReflection(classNames = "com.github.benmanes.caffeine.cache.PSAMS")
public class RateLimits {
    private static final int BUCKETS = 200_000;

    /** The time to keep a bucket, longer than any bucket takes to fill. */
    private static final Duration KEPT = Duration.ofHours(25);

    private final TimeSource time;
    private final LiveNodes nodes;
    private final Cache<Key, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(BUCKETS).expireAfterAccess(KEPT).build();

    /** What a limit counts. The wire name is the name of the policy in the RateLimit header fields. */
    public enum Policy {
        /** All calls of one client. */
        CLIENT("client"),
        /** All calls to one service. */
        SERVICE("service"),
        /** All calls of the tenant. */
        TENANT("tenant");

        private final String wireName;

        Policy(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    private record Key(String tenant, Policy policy, Object id) {}

    /** A limit that applies to a call. */
    private record Applied(Key key, RateLimit limit) {}

    /** A limit and its remaining calls on this node. */
    public record Left(Policy policy, RateLimit limit, TokenBucket bucket, TokenBucket.Level level) {
        public ErrorText description() {
            var seconds = level.secondsUntilNext();
            return switch (policy) {
                case CLIENT -> GatewayErrors.clientLimit(limit, seconds);
                case SERVICE -> GatewayErrors.serviceLimit(limit, seconds);
                case TENANT -> QuotaErrors.callsPerSecond(limit.requests());
            };
        }
    }

    /**
     * The result for a call.
     *
     * @param limits all limits of the call
     * @param exhausted the limit that denies the call; null if none does
     */
    record Verdict(List<Left> limits, @Nullable Left exhausted) {
        static final Verdict UNLIMITED = new Verdict(List.of(), null);

        /** Returns {@code RateLimit-Policy}: the limits of the whole deployment. */
        String policies() {
            return limits.stream()
                    .map(left -> "\"" + left.policy.wireName + "\";q=" + left.limit.requests() + ";w="
                            + left.limit.perSeconds())
                    .collect(Collectors.joining(", "));
        }

        /** Returns {@code RateLimit}: the calls that this node still grants, and the seconds until it grants more. */
        String levels() {
            return limits.stream()
                    .map(left -> "\"" + left.policy.wireName + "\";r=" + left.level.remaining() + ";t="
                            + left.level.secondsUntilNext())
                    .collect(Collectors.joining(", "));
        }
    }

    RateLimits(TimeSource time, LiveNodes nodes) {
        this.time = time;
        this.nodes = nodes;
    }

    /** Counts a call against all its limits, or against none of them if one is exhausted. */
    Verdict take(Allowed allowed) {
        var applied = applied(allowed);
        if (applied.isEmpty()) {
            return Verdict.UNLIMITED;
        }
        var now = time.nanos();
        var count = nodes.count();
        var limits = new ArrayList<Left>();
        for (var one : applied) {
            var bucket = bucket(one, now);
            var level = bucket.take(now, count);
            var left = new Left(one.key.policy, one.limit, bucket, level);
            if (!level.taken()) {
                limits.forEach(taken -> taken.bucket.giveBack(count));
                return new Verdict(
                        look(applied).stream()
                                .map(seen -> seen.policy == left.policy ? left : seen)
                                .toList(),
                        left);
            }
            limits.add(left);
        }
        return new Verdict(limits, null);
    }

    /** Returns the limit that would deny the call now, or null, without counting. */
    public @Nullable Left exhausted(Allowed allowed) {
        return look(applied(allowed)).stream()
                .filter(left -> left.level.remaining() == 0)
                .findFirst()
                .orElse(null);
    }

    private List<Left> look(List<Applied> applied) {
        var now = time.nanos();
        return applied.stream()
                .map(one -> {
                    var bucket = bucket(one, now);
                    return new Left(one.key.policy, one.limit, bucket, bucket.look(now, nodes.count()));
                })
                .toList();
    }

    private static List<Applied> applied(Allowed allowed) {
        return switch (allowed) {
            case Allowed.ToAdminApi _ -> List.of();
            case Allowed.Elsewhere elsewhere -> applied(allowed, elsewhere.clientLimit(), null, null);
            case Allowed.ToService call ->
                applied(
                        allowed,
                        call.clientLimit(),
                        call.route().rateLimit(),
                        call.route().service());
        };
    }

    private static List<Applied> applied(
            Allowed allowed, @Nullable RateLimit ofClient, @Nullable RateLimit ofService, @Nullable Object service) {
        var ofTenant = allowed.tenantLimit();
        if (ofClient == null && ofService == null && ofTenant == null) {
            return List.of();
        }
        var caller = allowed.caller();
        var applied = new ArrayList<Applied>(3);
        if (ofClient != null) {
            applied.add(new Applied(new Key(caller.tenant(), Policy.CLIENT, caller.client()), ofClient));
        }
        if (ofService != null && service != null) {
            applied.add(new Applied(new Key(caller.tenant(), Policy.SERVICE, service), ofService));
        }
        if (ofTenant != null) {
            applied.add(new Applied(new Key(caller.tenant(), Policy.TENANT, caller.tenant()), ofTenant));
        }
        return applied;
    }

    private TokenBucket bucket(Applied applied, long now) {
        var bucket = buckets.getIfPresent(applied.key);
        return bucket != null && bucket.isOf(applied.limit)
                ? bucket
                : buckets.asMap()
                        .compute(
                                applied.key,
                                (key, there) -> there != null && there.isOf(applied.limit)
                                        ? there
                                        : new TokenBucket(applied.limit, now));
    }
}
