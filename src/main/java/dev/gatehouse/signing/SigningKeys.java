// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.signing;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.database.AdvisoryLock;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.SigningAlgorithm;
import dev.gatehouse.tenant.TenantSettings;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKeySet;

/**
 * The current tenant's signing keys. The first key is created on first use. Private keys are encrypted at rest with the
 * deployment's key and decrypted in memory only. Which key signs and which keys are published depends on the current
 * time only, so that all nodes switch keys at the same moment; {@link SigningKeyRotation} sets these times.
 */
@ApplicationScoped
public class SigningKeys implements PanacheRepositoryBase<StoredSigningKey, UUID>, Expiring {
    /** The actor of keys that are created automatically. */
    static final String GATEHOUSE = "gatehouse";

    private static final int PART_OF_HEAP = 32;

    /** The estimated bytes of a key pair in memory, of the larger algorithm. */
    private static final int KEY_BYTES = 8_192;

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final TenantSettings settings;
    private final SealedPrivateKeys sealed;
    private final Invalidations invalidations;
    private final AdvisoryLock lock;
    private final AuditLog audit;
    private final CoherentCache<String, List<SigningKey>> cache;

    SigningKeys(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            TenantSettings settings,
            SealedPrivateKeys sealed,
            Invalidations invalidations,
            AdvisoryLock lock,
            AuditLog audit) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.settings = settings;
        this.sealed = sealed;
        this.invalidations = invalidations;
        this.lock = lock;
        this.audit = audit;
        this.cache = CoherentCache.perTenant(
                invalidations,
                CacheBound.partOfHeap(PART_OF_HEAP, keys -> keys.size() * KEY_BYTES),
                Invalidations.Topic.SIGNING_KEYS);
    }

    /**
     * Signs claims with the tenant's active key of the configured algorithm. Must not run in a transaction: signing is
     * slow, and keys that are not cached are read over a second database connection, which may be the last of the pool.
     *
     * @param type the {@code typ} header
     * @param claims all of them: none is added
     */
    @Transactional(Transactional.TxType.NEVER)
    public String sign(String type, JwtClaimsBuilder claims) {
        return active(settings.current().signingAlgorithm()).sign(type, claims);
    }

    /** Creates the first key in advance, so that no request waits for it. */
    public void ensure() {
        active(settings.current().signingAlgorithm());
    }

    /** All keys whose signatures others may have to check, now or soon. */
    JsonWebKeySet published() {
        var now = time.now();
        return new JsonWebKeySet(keys().stream()
                .filter(key -> key.isPublished(now))
                .map(SigningKey::toJwk)
                .toList());
    }

    private SigningKey active(SigningAlgorithm algorithm) {
        return SigningKeyLifecycle.active(keys(), algorithm, time.now()).orElseGet(() -> first(algorithm));
    }

    private List<SigningKey> keys() {
        return Objects.requireNonNull(cache.get(tenant.id(), ignored -> load()));
    }

    @Transactional
    List<SigningKey> load() {
        return stored(time.now()).stream().map(this::open).toList();
    }

    /**
     * Creates a key that signs immediately, unless another node was faster. The lock lets only one node create a key.
     */
    private SigningKey first(SigningAlgorithm algorithm) {
        var pair = SigningKey.generate(algorithm);
        return QuarkusTransaction.requiringNew().call(() -> {
            lock.take(AdvisoryLock.Work.SIGNING_KEYS);
            var now = time.now();
            return open(SigningKeyLifecycle.active(stored(now), algorithm, now)
                    .orElseGet(() -> store(pair, algorithm, now, GATEHOUSE)));
        });
    }

    /** Returns all published keys from the database. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<StoredSigningKey> stored(Instant now) {
        return list("retiredAt is null or retiredAt > ?1 order by activeFrom, id", now);
    }

    /** Stores a key, which is published immediately. */
    @Transactional(Transactional.TxType.MANDATORY)
    StoredSigningKey store(KeyPair pair, SigningAlgorithm algorithm, Instant activeFrom, String actor) {
        var stored = new StoredSigningKey();
        stored.id = secrets.id();
        stored.kid = SigningKey.thumbprint(pair.getPublic());
        stored.algorithm = algorithm;
        stored.publicKey = pair.getPublic().getEncoded();
        stored.sealedPrivateKey =
                sealed.box().seal(secrets, pair.getPrivate().getEncoded(), sealed.context(stored.kid));
        stored.createdAt = time.now();
        stored.activeFrom = activeFrom;
        persistAndFlush(stored);
        invalidations.publish(Invalidations.Topic.SIGNING_KEYS, null);
        audit.record(AuditEvent.success(AuditAction.SIGNING_KEY_CREATED)
                .by(actor)
                .target(stored.kid)
                .detail(SigningDetails.created(algorithm, activeFrom)));
        return stored;
    }

    private SigningKey open(StoredSigningKey stored) {
        return SigningKey.of(
                stored,
                sealed.box()
                        .open(stored.sealedPrivateKey, sealed.context(stored.kid))
                        .orElseThrow(() -> new StartupFailure("The signing key " + stored.kid
                                + " was encrypted with another key than gatehouse.encryption-key;"
                                + " configure that one.")));
    }

    @Override
    public String what() {
        return "signing keys";
    }

    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(new ExpiredRows("signing_key", "retired_at", now));
    }
}
