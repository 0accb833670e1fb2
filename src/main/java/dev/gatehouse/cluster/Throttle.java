// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.cluster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Protection against guessing of credentials. Failures are counted in buckets with a budget: a number of failures at
 * once, of which one is forgiven after each interval. Concurrent attempts are all checked. Failures beyond the budget
 * lengthen the wait afterwards, so that parallel guessing has no advantage.
 *
 * <p>Buckets are in memory and end with the process. A running node learns of the failures of other nodes through
 * {@link Invalidations}, so the budget applies to the whole deployment. Keys are digests, so that the entered values
 * cannot be read from the keys.
 */
@Startup
@ApplicationScoped
public class Throttle {
    private static final int BUCKETS = 200_000;
    private static final String FAILED = "failed";
    private static final String FORGIVEN = "forgiven";
    private static final String LIFTED = "lifted";
    private static final Duration KEPT = Duration.ofHours(24);

    /** The maximum level of a bucket. A level above {@link #KEPT} was counted before the clock was set back. */
    private static final Duration FULLEST = Duration.ofHours(23);

    /**
     * The number of allowed failures.
     *
     * @param attempts the number of failures at once
     * @param each the interval after which one failure is forgiven
     */
    public record Budget(int attempts, Duration each) {}

    /** The common first half of the keys of related buckets, by which the buckets are found. */
    public record Subject(long a, long b) {
        private boolean has(Sha256 key) {
            return key.a() == a && key.b() == b;
        }
    }

    /** A counter of failures, for one subject, one source, or one pair of both. */
    public record Bucket(Sha256 key, Budget budget) {}

    private final TimeSource time;
    private final CurrentTenant tenant;
    private final Invalidations invalidations;
    private final Counter held;
    private final String node;

    /** The time at which a bucket is empty again, in milliseconds since the epoch (generic cell rate algorithm). */
    private final Cache<Sha256, Long> emptyAt;

    Throttle(
            TimeSource time,
            CurrentTenant tenant,
            Invalidations invalidations,
            Secrets secrets,
            MeterRegistry metrics) {
        this.time = time;
        this.tenant = tenant;
        this.invalidations = invalidations;
        this.held = metrics.counter("gatehouse.attempts.held");
        this.node = secrets.id().toString();
        this.emptyAt = Caffeine.newBuilder()
                .maximumSize(BUCKETS)
                .expireAfterWrite(KEPT)
                .build();
        invalidations.add(new OtherNodes());
    }

    /** Returns a bucket of the current tenant. */
    public Bucket bucket(Budget budget, String kind, String... subject) {
        return new Bucket(Sha256.of(tenant.id() + "\n" + kind + "\n" + String.join("\n", subject)), budget);
    }

    /** Returns the subject of related buckets of the current tenant. */
    public Subject subject(String kind, String name) {
        var digest = Sha256.of(tenant.id() + "\nsubject\n" + kind + "\n" + name);
        return new Subject(digest.a(), digest.b());
    }

    /** Returns a bucket of a subject. */
    public Bucket bucket(Subject subject, Budget budget, String kind, String... thing) {
        var digest = bucket(budget, kind, thing).key();
        return new Bucket(new Sha256(subject.a(), subject.b(), digest.a(), digest.b()), budget);
    }

    /**
     * Returns the wait of each full bucket of a subject, from the failures known to this node. The method may scan all
     * buckets.
     *
     * @param budget the common budget of the buckets
     */
    public List<Duration> waits(Subject subject, Budget budget) {
        return emptyAt.asMap().keySet().stream()
                .filter(subject::has)
                .map(key -> millisToWait(new Bucket(key, budget)))
                .filter(millis -> millis > 0)
                .map(Duration::ofMillis)
                .toList();
    }

    /**
     * Clears all failures of the subjects on every node after the commit, including failures that only other nodes
     * know.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lift(List<Subject> subjects) {
        invalidations.publish(
                Invalidations.Topic.ATTEMPTS,
                subjects.stream()
                        .map(subject -> subject.a() + "=" + subject.b())
                        .collect(Collectors.joining(";", node + ";" + LIFTED + ";", "")));
    }

    /** Returns the time until the next attempt is allowed, or empty if no bucket is full. */
    public Optional<Duration> wait(List<Bucket> buckets) {
        var longest = buckets.stream().mapToLong(this::millisToWait).max().orElse(0);
        if (longest <= 0) {
            return Optional.empty();
        }
        held.increment();
        return Optional.of(Duration.ofMillis(longest));
    }

    /** Counts a failure on this node only. */
    public void count(List<Bucket> buckets) {
        buckets.forEach(bucket -> count(bucket.key(), bucket.budget().each().toMillis()));
    }

    /** Clears all failures of a bucket on every node. */
    @Transactional
    public void forgive(Bucket bucket) {
        var at = emptyAt.asMap().remove(bucket.key());
        if (at != null && at > time.now().toEpochMilli()) {
            tell(FORGIVEN, List.of(bucket));
        }
    }

    /** Counts a failure on every node. */
    @Transactional
    public void failed(List<Bucket> buckets) {
        count(buckets);
        tell(FAILED, buckets);
    }

    private void tell(String what, List<Bucket> buckets) {
        invalidations.publish(
                Invalidations.Topic.ATTEMPTS,
                buckets.stream()
                        .map(bucket -> Secrets.base64(bucket.key().bytes()) + "="
                                + bucket.budget().each().toMillis())
                        .collect(Collectors.joining(";", node + ";" + what + ";", "")));
    }

    private long millisToWait(Bucket bucket) {
        var at = emptyAt.getIfPresent(bucket.key());
        var now = time.now().toEpochMilli();
        var each = bucket.budget().each().toMillis();
        return at == null || isOfAnotherClock(at, now)
                ? 0
                : at + each - (now + Math.min(bucket.budget().attempts() * each, FULLEST.toMillis()));
    }

    private void count(Sha256 key, long each) {
        var now = time.now().toEpochMilli();
        emptyAt.asMap()
                .merge(
                        key,
                        now + each,
                        (at, one) -> isOfAnotherClock(at, now)
                                ? one
                                : Math.min(Math.max(at, now) + each, now + FULLEST.toMillis()));
    }

    /** Returns whether the clock was set back, so that the stored time is meaningless. */
    private static boolean isOfAnotherClock(long at, long now) {
        return at - now > KEPT.toMillis();
    }

    /**
     * Applies the failures of other nodes, each once. Failures missed during a database outage are lost, and a loss
     * alone is no risk.
     */
    private final class OtherNodes implements Invalidations.Listener {
        @Override
        public void changed(Invalidations.Change change) {
            var parts = change.key() == null ? new String[0] : change.key().split(";");
            if (change.topic() != Invalidations.Topic.ATTEMPTS || parts.length < 3) {
                return;
            }
            var own = parts[0].equals(node);
            for (var one : List.of(parts).subList(2, parts.length)) {
                var fields = one.split("=", 2);
                switch (parts[1]) {
                    case LIFTED -> forget(new Subject(Long.parseLong(fields[0]), Long.parseLong(fields[1])));
                    case FAILED -> {
                        if (!own) {
                            count(key(fields[0]), Long.parseLong(fields[1]));
                        }
                    }
                    case FORGIVEN -> {
                        if (!own) {
                            emptyAt.invalidate(key(fields[0]));
                        }
                    }
                    default -> throw new IllegalArgumentException("unknown news of attempts: " + parts[1]);
                }
            }
        }

        private void forget(Subject subject) {
            emptyAt.asMap().keySet().removeIf(subject::has);
        }

        private static Sha256 key(String encoded) {
            return Sha256.fromBytes(Base64.getUrlDecoder().decode(encoded));
        }

        @Override
        public void everythingChanged() {
            // the database has no copy of the buckets
        }
    }
}
