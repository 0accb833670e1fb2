package dev.gatehouse.tenant;

import dev.gatehouse.platform.CoherentCache;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Invalidations;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the current tenant, from memory where it may, and changes them. */
@ApplicationScoped
public class TenantSettings implements PanacheRepositoryBase<StoredSettings, String> {
    private static final int TENANTS = 10_000;

    private final CurrentTenant tenant;
    private final Invalidations invalidations;
    private final CoherentCache<String, Settings> cache;

    public TenantSettings(CurrentTenant tenant, Invalidations invalidations) {
        this.tenant = tenant;
        this.invalidations = invalidations;
        this.cache =
                new CoherentCache<>(invalidations, TENANTS, Invalidations.Topic.SETTINGS, Invalidations.Change::tenant);
    }

    public Settings current() {
        return Objects.requireNonNull(cache.get(tenant.id(), this::load), "every tenant has settings");
    }

    /** The settings in memory, null when they have to be read: for callers that may not wait for the database. */
    public @Nullable Settings ifCached(String tenantId) {
        return cache.ifPresent(tenantId);
    }

    /** Whether OAuth endpoints refuse plain HTTP from now on. */
    @Transactional
    public void requireHttps(boolean required) {
        change(settings -> settings.requireHttps = required);
    }

    private void change(Consumer<StoredSettings> edit) {
        edit.accept(findById(tenant.id()));
        invalidations.publish(Invalidations.Topic.SETTINGS, null);
    }

    @Transactional
    Settings load(String tenantId) {
        return findById(tenantId).snapshot();
    }
}
