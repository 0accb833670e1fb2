package dev.gatehouse.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Slows guessing down. What fails is counted in buckets, each of which takes a number of failures at once and forgives
 * one after another as time passes. An attempt is taken before it is made, so that parallel ones cannot share the last
 * one, and given back when it succeeds.
 *
 * <p>Buckets live in memory and are forgotten with the process; other nodes hear of a failure through
 * {@link Invalidations}, from their start on, so that the budget is one for the deployment. Keys are digests: nobody reads from them what was
 * typed.
 */
@Startup
@ApplicationScoped
public class Throttle {
    private static final int BUCKETS = 200_000;
    private static final String FAILED = "failed";
    private static final String FORGIVEN = "forgiven";
    private static final Duration KEPT = Duration.ofHours(6);

    /**
     * How much may fail.
     *
     * @param attempts how many at once
     * @param each the time after which one is forgiven
     */
    public record Budget(int attempts, Duration each) {}

    /** What failures are counted against: one subject, one source, or one pair of them. */
    public record Bucket(Sha256 key, Budget budget) {}

    private final TimeSource time;
    private final CurrentTenant tenant;
    private final Invalidations invalidations;
    private final Counter held;
    private final String node;

    /** When a bucket is empty again, in milliseconds since the epoch (the generic cell rate algorithm). */
    private final Cache<Sha256, Long> emptyAt;

    public Throttle(
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

    /** The current tenant's bucket for one thing. */
    public Bucket bucket(Budget budget, String kind, String... subject) {
        return new Bucket(Sha256.of(tenant.id() + "\n" + kind + "\n" + String.join("\n", subject)), budget);
    }

    /** Takes one attempt from each bucket; or from none, and tells how long until there may be one. */
    public Optional<Duration> take(List<Bucket> buckets) {
        var taken = new ArrayList<Bucket>();
        for (var bucket : buckets) {
            var wait = take(bucket);
            if (wait.isPresent()) {
                giveBack(taken);
                held.increment();
                return wait;
            }
            taken.add(bucket);
        }
        return Optional.empty();
    }

    /** Gives back what an attempt took that did not fail. */
    public void giveBack(List<Bucket> buckets) {
        buckets.forEach(bucket -> emptyAt.asMap()
                .computeIfPresent(
                        bucket.key(), (key, at) -> at - bucket.budget().each().toMillis()));
    }

    /** Forgets all failures of a bucket, on every node. */
    @Transactional
    public void forgive(Bucket bucket) {
        var at = emptyAt.asMap().remove(bucket.key());
        if (at != null && at > time.now().toEpochMilli()) {
            tell(FORGIVEN, List.of(bucket));
        }
    }

    /** Counts what was taken as failed on the other nodes too. */
    @Transactional
    public void failed(List<Bucket> buckets) {
        tell(FAILED, buckets);
    }

    private void tell(String what, List<Bucket> buckets) {
        invalidations.publish(
                Invalidations.Topic.ATTEMPTS,
                buckets.stream()
                        .map(bucket -> Secrets.base64(bucket.key().bytes()) + "="
                                + bucket.budget().attempts() + "="
                                + bucket.budget().each().toMillis())
                        .collect(Collectors.joining(";", node + ";" + what + ";", "")));
    }

    private Optional<Duration> take(Bucket bucket) {
        var now = time.now().toEpochMilli();
        var each = bucket.budget().each().toMillis();
        var full = now + bucket.budget().attempts() * each;
        var wait = new long[1];
        emptyAt.asMap().compute(bucket.key(), (key, at) -> {
            // More than full: the clock was set back, and what was counted before says nothing any more.
            var from = at == null || at > full ? now : Math.max(at, now);
            wait[0] = from + each - full;
            return wait[0] > 0 ? from : from + each;
        });
        return wait[0] > 0 ? Optional.of(Duration.ofMillis(wait[0])) : Optional.empty();
    }

    /** Hears of what other nodes counted; what is missed while not listening is lost, and no danger by itself. */
    private final class OtherNodes implements Invalidations.Listener {
        @Override
        public void changed(Invalidations.Change change) {
            var parts = change.key() == null ? new String[0] : change.key().split(";");
            if (change.topic() != Invalidations.Topic.ATTEMPTS || parts.length < 3 || parts[0].equals(node)) {
                return;
            }
            for (var bucket : List.of(parts).subList(2, parts.length)) {
                var fields = bucket.split("=", 3);
                var key = Sha256.fromBytes(Base64.getUrlDecoder().decode(fields[0]));
                switch (parts[1]) {
                    case FAILED -> count(key, Long.parseLong(fields[1]), Long.parseLong(fields[2]));
                    case FORGIVEN -> emptyAt.invalidate(key);
                    default -> throw new IllegalArgumentException("unknown news of attempts: " + parts[1]);
                }
            }
        }

        @Override
        public void everythingChanged() {
            // nothing here is remembered of the database
        }

        /** A bucket that both nodes filled at the same moment is full, and not more than that. */
        private void count(Sha256 key, long attempts, long each) {
            var now = time.now().toEpochMilli();
            emptyAt.asMap()
                    .merge(key, now + each, (at, one) -> Math.min(Math.max(at, now) + each, now + attempts * each));
        }
    }
}
