// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import dev.gatehouse.adminapi.Preconditions;
import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.database.ConnectionShares;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The cached quotas of tenants, and their changes, which take effect on all nodes within a second. */
@ApplicationScoped
public class TenantQuotas implements ConnectionShares.Percentages {
    private static final Logger LOG = Logger.getLogger(TenantQuotas.class);
    private static final int TENANTS = 10_000;

    private final CurrentTenant tenant;
    private final QuotaDefaults defaults;
    private final EntityManager entityManager;
    private final Invalidations invalidations;
    private final Preconditions preconditions;
    private final CoherentCache<String, QuotaLimits> cache;

    /** The tenants whose quotas are being loaded in the background. */
    private final Set<String> loading = ConcurrentHashMap.newKeySet();

    TenantQuotas(
            CurrentTenant tenant,
            QuotaDefaults defaults,
            EntityManager entityManager,
            Invalidations invalidations,
            Preconditions preconditions) {
        this.tenant = tenant;
        this.defaults = defaults;
        this.entityManager = entityManager;
        this.invalidations = invalidations;
        this.preconditions = preconditions;
        this.cache = CoherentCache.perTenant(invalidations, CacheBound.entries(TENANTS), Invalidations.Topic.QUOTAS);
    }

    /** Returns the quotas of the current tenant. Reads the database unless they are cached. */
    public QuotaLimits limits() {
        return Objects.requireNonNull(cache.get(tenant.id(), this::load));
    }

    /** Returns the quotas of the current tenant. Reads the database unless they are cached. */
    public Quotas current() {
        return limits().quotas();
    }

    /** Returns the cached quotas of a tenant, or null if they are not cached. */
    public @Nullable QuotaLimits ifCached(String tenantId) {
        return cache.ifPresent(tenantId);
    }

    /**
     * Returns the share of a tenant without waiting for the database, which the caller is about to use. If the quotas
     * are not cached, returns the default and loads the quotas in the background.
     */
    @Override
    public int ofConnections(String tenantId) {
        var cached = ifCached(tenantId);
        if (cached == null) {
            loadLater(tenantId);
        }
        return (cached == null ? defaults.get() : cached.quotas()).databaseShare();
    }

    private void loadLater(String tenantId) {
        if (loading.add(tenantId)) {
            Thread.ofVirtual().name("tenant-quotas").start(() -> {
                try {
                    tenant.call(tenantId, this::limits);
                } catch (RuntimeException e) {
                    LOG.debugf(e, "The quotas of the tenant %s are loaded later", tenantId);
                } finally {
                    loading.remove(tenantId);
                }
            });
        }
    }

    /** Returns the quotas of a tenant. */
    @Transactional
    public QuotasView view(String tenantId) {
        return view(stored(tenantId));
    }

    /**
     * Replaces the quotas of a tenant, which must exist.
     *
     * @throws ProblemException 400 if a quota is out of range; 412 if the quotas were changed concurrently
     */
    @Transactional
    public QuotasView replace(String tenantId, QuotasInput input) {
        var stored = stored(tenantId);
        preconditions.check(() -> view(stored));
        var errors = new FieldErrors();
        input.check(errors);
        errors.refuse();
        stored.replace(input);
        entityManager.persist(stored);
        entityManager.flush();
        tenant.call(tenantId, () -> {
            invalidations.publish(Invalidations.Topic.QUOTAS, null);
            return true;
        });
        return view(stored);
    }

    private QuotasView view(StoredQuotas stored) {
        return QuotasView.of(stored, defaults.complete(stored));
    }

    private StoredQuotas stored(String tenantId) {
        var found = entityManager.find(StoredQuotas.class, tenantId);
        return found == null ? StoredQuotas.none(tenantId) : found;
    }

    @Transactional
    QuotaLimits load(String tenantId) {
        return QuotaLimits.of(defaults.complete(stored(tenantId)));
    }
}
