// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.database.ScheduledWork;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.tenant.SigningAlgorithm;
import dev.gatehouse.tenant.TenantSettings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rotates signing keys on request and when the tenant's signing key lifetime ends. The next key is published
 * {@link SigningKeyLifecycle#LEAD} before it signs; the previous key stays published until the last token that it may
 * have signed has expired. A lock lets one node at a time rotate.
 */
@ApplicationScoped
class SigningKeyRotation {
    /**
     * The tenants with a step of {@link #advance} to take: to prepare the next key, to supersede a key, or to retire a
     * key whose tokens all expire.
     */
    static final String DUE =
            """
            with clock as (
              select cast(? as timestamptz) as now),
            published as (
              select k.tenant_id, k.algorithm, k.active_from, k.superseded_at, k.retired_at,
                s.signing_algorithm, s.signing_key_lifetime, clock.now,
                k.algorithm = s.signing_algorithm and k.superseded_at is null as may_sign
              from signing_key k join settings s on s.tenant_id = k.tenant_id cross join clock
              where k.retired_at is null or k.retired_at > clock.now),
            step as (
              select tenant_id, algorithm, active_from, superseded_at, retired_at,
                signing_algorithm, signing_key_lifetime, now,
                coalesce(
                  max(active_from) filter (where may_sign and active_from <= now) over same_tenant,
                  max(active_from) filter (where may_sign and active_from <= now + interval '%1$d seconds')
                    over same_tenant) as signs_since,
                bool_or(may_sign and active_from > now) over same_tenant as next_waits
              from published
              window same_tenant as (partition by tenant_id))
            select distinct tenant_id from step
            where not next_waits
                and signs_since + interval '24 hours' * signing_key_lifetime <= now + interval '%2$d seconds'
              or superseded_at is null and signs_since is not null
                and (algorithm <> signing_algorithm and active_from > now + interval '%1$d seconds'
                  or (algorithm <> signing_algorithm or active_from < signs_since)
                    and signs_since + interval '%1$d seconds' <= now)
              or superseded_at + interval '%1$d seconds' <= now and retired_at is null and signs_since is not null
                and not exists (
                  select from token t
                  where t.tenant_id = step.tenant_id and t.expires_at is null and t.revoked_at is null
                    and t.access_issued_at between step.active_from - interval '%1$d seconds'
                      and step.superseded_at + interval '%1$d seconds')""".formatted(SigningKeyLifecycle.MARGIN.toSeconds(), SigningKeyLifecycle.LEAD.toSeconds());

    private final ScheduledWork scheduled;
    private final TimeSource time;
    private final TenantSettings settings;
    private final SigningKeys keys;
    private final TokenLifetimes tokens;
    private final Invalidations invalidations;
    private final AdvisoryLock lock;
    private final AuditLog audit;

    SigningKeyRotation(
            ScheduledWork scheduled,
            TimeSource time,
            TenantSettings settings,
            SigningKeys keys,
            TokenLifetimes tokens,
            Invalidations invalidations,
            AdvisoryLock lock,
            AuditLog audit) {
        this.scheduled = scheduled;
        this.time = time;
        this.settings = settings;
        this.keys = keys;
        this.tokens = tokens;
        this.invalidations = invalidations;
        this.lock = lock;
        this.audit = audit;
    }

    /** Returns the published keys of the current tenant, oldest first. */
    @Transactional
    List<SigningKeyView> list() {
        var now = time.now();
        var stored = keys.stored(now);
        var active = SigningKeyLifecycle.active(stored, algorithm(), now).orElse(null);
        return stored.stream()
                .map(key -> SigningKeyView.of(key, state(key, active, now)))
                .toList();
    }

    /**
     * Creates the next key, which signs as soon as every verifier can know it.
     *
     * @throws ProblemException if there is already a next key
     */
    @Transactional
    SigningKeyView rotate(String actor) {
        lock.take(AdvisoryLock.Work.SIGNING_KEYS);
        var now = time.now();
        var algorithm = algorithm();
        var stored = keys.stored(now);
        stored.stream()
                .filter(key -> key.algorithm == algorithm && key.isNext(now))
                .findFirst()
                .ifPresent(waiting -> {
                    throw ProblemException.conflict(SigningErrors.nextKeyIsPublished(waiting.kid, waiting.activeFrom));
                });
        var first = SigningKeyLifecycle.active(stored, algorithm, now).isEmpty();
        var next = keys.store(
                SigningKey.generate(algorithm), algorithm, first ? now : now.plus(SigningKeyLifecycle.LEAD), actor);
        return SigningKeyView.of(next, first ? SigningKeyLifecycle.State.ACTIVE : SigningKeyLifecycle.State.NEXT);
    }

    /** Creates a key that signs immediately, and revokes all other keys, because it may be unknown which one leaked. */
    @Transactional
    SigningKeyView replace(String actor) {
        lock.take(AdvisoryLock.Work.SIGNING_KEYS);
        var now = time.now();
        var algorithm = algorithm();
        for (var key : keys.stored(now)) {
            key.supersededAt = key.supersededAt == null ? now : key.supersededAt;
            retire(key, now, actor);
        }
        return SigningKeyView.of(
                keys.store(SigningKey.generate(algorithm), algorithm, now, actor), SigningKeyLifecycle.State.ACTIVE);
    }

    /** Runs the rotation steps that are due, for the tenants that have one. */
    @Scheduled(
            identity = "signing-key-rotation",
            every = "{gatehouse.housekeeping-interval}",
            delayed = "{gatehouse.housekeeping-interval}",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void run() {
        scheduled.runForTenants(
                "Signing keys",
                DUE,
                time.now(),
                () -> QuarkusTransaction.requiringNew().run(() -> {
                    if (lock.tryToTake(AdvisoryLock.Work.SIGNING_KEYS)) {
                        advance();
                    }
                }));
    }

    private void advance() {
        var now = time.now();
        var stored = keys.stored(now);
        var active = SigningKeyLifecycle.active(stored, algorithm(), now).orElse(null);
        if (active == null) {
            return;
        }
        prepareNext(stored, active, now);
        stored.stream().filter(key -> key.supersededAt == null).forEach(key -> supersede(key, active, now));
        stored.stream()
                .filter(key -> key.supersededAt != null
                        && key.retiredAt == null
                        && !key.supersededAt.plus(SigningKeyLifecycle.MARGIN).isAfter(now))
                .forEach(key -> retireAfterItsTokens(key, now));
    }

    private void prepareNext(List<StoredSigningKey> stored, StoredSigningKey active, Instant now) {
        var lifetime = settings.current().signingKeyLifetime().orElse(null);
        if (lifetime == null
                || now.plus(SigningKeyLifecycle.LEAD).isBefore(active.activeFrom.plus(lifetime))
                || stored.stream().anyMatch(key -> key.algorithm == active.algorithm && key.isNext(now))) {
            return;
        }
        keys.store(
                SigningKey.generate(active.algorithm),
                active.algorithm,
                later(now.plus(SigningKeyLifecycle.LEAD), active.activeFrom.plus(lifetime)),
                SigningKeys.GATEHOUSE);
    }

    /** Marks a key as superseded, once every node must be signing with the active key. */
    private void supersede(StoredSigningKey key, StoredSigningKey active, Instant now) {
        var unused = key.algorithm != active.algorithm;
        if (unused && key.activeFrom.isAfter(now.plus(SigningKeyLifecycle.MARGIN))) {
            key.supersededAt = now;
            retire(key, now, SigningKeys.GATEHOUSE);
        } else if ((unused || key.activeFrom.isBefore(active.activeFrom))
                && !active.activeFrom.plus(SigningKeyLifecycle.MARGIN).isAfter(now)) {
            key.supersededAt = now;
            invalidations.publish(Invalidations.Topic.SIGNING_KEYS, null);
        }
    }

    private void retireAfterItsTokens(StoredSigningKey key, Instant now) {
        var from = key.activeFrom.minus(SigningKeyLifecycle.MARGIN);
        var to = (key.supersededAt == null ? now : key.supersededAt).plus(SigningKeyLifecycle.MARGIN);
        if (!tokens.anyNeverExpires(from, to)) {
            var end = tokens.lastExpiry(from, to).map(last -> last.plus(SigningKeyLifecycle.MARGIN));
            retire(key, later(end.orElse(now), now), SigningKeys.GATEHOUSE);
        }
    }

    private void retire(StoredSigningKey key, Instant at, String actor) {
        key.retiredAt = at;
        invalidations.publish(Invalidations.Topic.SIGNING_KEYS, null);
        audit.record(AuditEvent.success(AuditAction.SIGNING_KEY_RETIRED)
                .by(actor)
                .target(key.kid)
                .detail(SigningDetails.retired(key.algorithm, at)));
    }

    private SigningAlgorithm algorithm() {
        return settings.current().signingAlgorithm();
    }

    private static SigningKeyLifecycle.State state(
            StoredSigningKey key, @Nullable StoredSigningKey active, Instant now) {
        if (key.equals(active)) {
            return SigningKeyLifecycle.State.ACTIVE;
        }
        return key.isNext(now) ? SigningKeyLifecycle.State.NEXT : SigningKeyLifecycle.State.RETIRING;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
