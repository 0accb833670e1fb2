// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.host;

import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.http.BaseUrl;
import dev.gatehouse.platform.AbsoluteUrl;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Loopback;
import dev.gatehouse.platform.ServedTenant;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of hosts. A deployment with an operator has a tenant for each registered host. The operator's tenant and
 * the default tenant also have the hosts of their configured base URLs; without a base URL, the default tenant has the
 * loopback hosts that no other tenant has. In a deployment without an operator, the default tenant has every host.
 *
 * <p>Tenants have the scheme and the port of the operator's base URL, because all tenants are reached through the same
 * listener or proxy.
 */
@ApplicationScoped
public class TenantHosts {
    /** The maximum number of cached hosts, including hosts that no tenant has. */
    private static final int CACHED = 50_000;

    /** The owner of a host: a tenant that the configuration gives, or the tenant of the registered host. */
    private static final String FIND = """
            select t.id, t.active, p.host from tenant t
            left join tenant_host h on h.host = ?
            left join tenant_host p on p.tenant_id = t.id and p.is_primary
            where t.id = coalesce(?, h.tenant_id)""";

    /** The prefix of the keys that stand for the state of a tenant. No host contains the character. */
    private static final String STATE = "#";

    private final AgroalDataSource dataSource;
    private final Optional<AbsoluteUrl> operator;
    private final Optional<AbsoluteUrl> ofDefault;
    private final CoherentCache<String, HostOwner> owners;

    TenantHosts(GatehouseConfig config, AgroalDataSource dataSource, Invalidations invalidations) {
        this.dataSource = dataSource;
        this.operator = config.operator()
                .baseUrl()
                .map(url -> BaseUrl.parse(BaseUrl.OPERATOR_KEY, url, config.requireHttps()))
                .flatMap(AbsoluteUrl::parse);
        this.ofDefault = config.baseUrl()
                .map(url -> BaseUrl.parse(BaseUrl.KEY, url, config.requireHttps()))
                .flatMap(AbsoluteUrl::parse);
        this.owners = new CoherentCache<>(
                invalidations,
                CacheBound.entries(CACHED),
                Invalidations.Topic.HOSTS,
                host -> CurrentTenant.OPERATOR,
                Invalidations.Change::key);
    }

    /** Returns whether this deployment has an operator, and so can have several tenants. */
    public boolean areSeveral() {
        return operator.isPresent();
    }

    /**
     * Returns the base URL of a host of a tenant.
     *
     * @throws java.util.NoSuchElementException if the deployment has no operator
     */
    public String baseUrl(String host) {
        var from = operator.orElseThrow();
        return from.scheme() + "://" + host + (from.port() < 0 ? "" : ":" + from.port());
    }

    /** Returns whether the configuration gives the host to the operator or to the default tenant. */
    public boolean isConfigured(String host) {
        return isHostOf(operator, host) || isHostOf(ofDefault, host);
    }

    @Nullable HostOwner ifCached(String host) {
        return owners.ifPresent(host);
    }

    /** Returns the owner of a host in the form of {@link HostName}. */
    HostOwner owner(String host) {
        return Objects.requireNonNull(owners.get(host, this::load));
    }

    /** Returns whether a tenant exists and is not suspended. Reads the database unless the state is cached. */
    public boolean isActive(String tenant) {
        return !areSeveral() || owner(stateOf(tenant)) instanceof HostOwner.Served;
    }

    /** Returns the key that a change of the state of a tenant is published with. */
    public static String stateOf(String tenant) {
        return STATE + tenant;
    }

    /** Returns the hosts that the configuration gives to a tenant. */
    public List<String> configuredHosts(String tenant) {
        return switch (tenant) {
            case CurrentTenant.OPERATOR ->
                operator.stream().map(AbsoluteUrl::host).toList();
            case CurrentTenant.DEFAULT ->
                ofDefault.isPresent()
                        ? ofDefault.stream().map(AbsoluteUrl::host).toList()
                        : List.copyOf(Loopback.NAMED);
            default -> List.of();
        };
    }

    /**
     * Returns the issuer of a tenant.
     *
     * @param primary the primary host; null if the tenant has no registered host
     */
    public Optional<String> issuer(String tenant, @Nullable String primary) {
        var configured = switch (tenant) {
            case CurrentTenant.OPERATOR -> operator;
            case CurrentTenant.DEFAULT -> ofDefault;
            default -> Optional.<AbsoluteUrl>empty();
        };
        return configured
                .map(AbsoluteUrl::canonicalOrigin)
                .or(() -> Optional.ofNullable(primary).map(this::baseUrl));
    }

    private HostOwner load(String key) {
        if (key.startsWith(STATE)) {
            return find(null, key.substring(STATE.length())).orElseGet(HostOwner.Nobody::new);
        }
        return find(key, configuredTenant(key))
                .orElseGet(() -> ofDefault.isEmpty() && Loopback.isHost(key)
                        ? find(null, CurrentTenant.DEFAULT).orElseThrow()
                        : new HostOwner.Nobody());
    }

    private @Nullable String configuredTenant(String host) {
        if (isHostOf(operator, host)) {
            return CurrentTenant.OPERATOR;
        }
        return isHostOf(ofDefault, host) ? CurrentTenant.DEFAULT : null;
    }

    private Optional<HostOwner> find(@Nullable String host, @Nullable String tenant) {
        try (var connection = dataSource.getConnection();
                var find = connection.prepareStatement(FIND)) {
            find.setString(1, host);
            find.setString(2, tenant);
            try (var found = find.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                if (!found.getBoolean(2)) {
                    return Optional.of(new HostOwner.Suspended());
                }
                var id = found.getString(1);
                return Optional.of(new HostOwner.Served(
                        new ServedTenant(id, issuer(id, found.getString(3)).orElse(null))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isHostOf(Optional<AbsoluteUrl> url, String host) {
        return url.isPresent() && url.get().host().equals(host);
    }
}
