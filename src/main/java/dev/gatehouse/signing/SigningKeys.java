package dev.gatehouse.signing;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.platform.CoherentCache;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.EncryptionKey;
import dev.gatehouse.platform.Invalidations;
import dev.gatehouse.platform.SealedBox;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.tenant.SigningAlgorithm;
import dev.gatehouse.tenant.TenantSettings;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The current tenant's signing keys: made when first needed, private parts encrypted at rest with the deployment's key,
 * decrypted ones only in memory.
 */
@ApplicationScoped
public class SigningKeys implements PanacheRepositoryBase<StoredSigningKey, UUID> {
    private static final int TENANTS = 10_000;

    private final CurrentTenant tenant;
    private final TimeSource time;
    private final Secrets secrets;
    private final TenantSettings settings;
    private final EncryptionKey encryptionKey;
    private final Invalidations invalidations;
    private final AuditLog audit;
    private final CoherentCache<String, List<SigningKey>> cache;

    public SigningKeys(
            CurrentTenant tenant,
            TimeSource time,
            Secrets secrets,
            TenantSettings settings,
            EncryptionKey encryptionKey,
            Invalidations invalidations,
            AuditLog audit) {
        this.tenant = tenant;
        this.time = time;
        this.secrets = secrets;
        this.settings = settings;
        this.encryptionKey = encryptionKey;
        this.invalidations = invalidations;
        this.audit = audit;
        this.cache = new CoherentCache<>(
                invalidations, TENANTS, Invalidations.Topic.SIGNING_KEYS, Invalidations.Change::tenant);
    }

    /**
     * Signs claims with the tenant's newest active key of its algorithm.
     *
     * @param type the {@code typ} header
     * @param claims a JSON object
     */
    public String sign(String type, String claims) {
        var algorithm = settings.current().signingAlgorithm();
        return active(algorithm).orElseGet(() -> create(algorithm)).sign(type, claims);
    }

    /** Makes the first key, so that no request has to wait for it. */
    public void ensure() {
        var algorithm = settings.current().signingAlgorithm();
        if (active(algorithm).isEmpty()) {
            create(algorithm);
        }
    }

    /** All keys whose signatures others may have to check, as JWKs. */
    List<Map<String, Object>> published() {
        return keys().stream().map(SigningKey::toJwk).toList();
    }

    private Optional<SigningKey> active(SigningAlgorithm algorithm) {
        var now = time.now();
        return keys().stream()
                .filter(key -> key.algorithm() == algorithm && !key.activeFrom().isAfter(now))
                .max(Comparator.comparing(SigningKey::activeFrom));
    }

    private List<SigningKey> keys() {
        return Objects.requireNonNull(cache.get(tenant.id(), ignored -> load()));
    }

    @Transactional
    List<SigningKey> load() {
        var box = box();
        return list("retiredAt is null or retiredAt > ?1", time.now()).stream()
                .map(stored -> SigningKey.of(stored, open(box, stored)))
                .toList();
    }

    @Transactional
    SigningKey create(SigningAlgorithm algorithm) {
        var pair = SigningKey.generate(algorithm);
        var stored = new StoredSigningKey();
        stored.id = secrets.id();
        stored.kid = SigningKey.thumbprint(pair.getPublic());
        stored.algorithm = algorithm;
        stored.publicKey = pair.getPublic().getEncoded();
        stored.sealedPrivateKey = box().seal(secrets, pair.getPrivate().getEncoded(), context(stored.kid));
        stored.createdAt = time.now();
        stored.activeFrom = stored.createdAt;
        persistAndFlush(stored);
        invalidations.publish(Invalidations.Topic.SIGNING_KEYS, null);
        audit.record(AuditEvent.success(AuditAction.SIGNING_KEY_CREATED)
                .by("gatehouse")
                .target(stored.kid)
                .detail(algorithm.name()));
        return SigningKey.of(stored, pair.getPrivate().getEncoded());
    }

    private byte[] open(SealedBox box, StoredSigningKey stored) {
        return box.open(stored.sealedPrivateKey, context(stored.kid))
                .orElseThrow(() -> new StartupFailure("The signing key " + stored.kid
                        + " was encrypted with another key than gatehouse.encryption-key; configure that one."));
    }

    private String context(String kid) {
        return tenant.id() + "/" + kid;
    }

    private SealedBox box() {
        return encryptionKey.box("gatehouse signing keys");
    }
}
