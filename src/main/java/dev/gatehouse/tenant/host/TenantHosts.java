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

    /** The hosts of a tenant without a base URL in the configuration. */
    private static final String FIND = """
            select t.id, t.active, p.host from tenant_host h
            join tenant t on t.id = h.tenant_id
            left join tenant_host p on p.tenant_id = t.id and p.is_primary
            where h.host = ?""";

    private final AgroalDataSource dataSource;
    private final Optional<AbsoluteUrl> operator;
    private final Optional<AbsoluteUrl> ofDefault;
    private final CoherentCache<String, HostOwner> owners;

    TenantHosts(GatehouseConfig config, AgroalDataSource dataSource, Invalidations invalidations) {
        this.dataSource = dataSource;
        this.operator = config.operatorBaseUrl()
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

    private HostOwner load(String host) {
        if (isHostOf(operator, host)) {
            return new HostOwner.Served(new ServedTenant(
                    CurrentTenant.OPERATOR, operator.orElseThrow().canonicalOrigin()));
        }
        if (isHostOf(ofDefault, host)) {
            return new HostOwner.Served(ServedTenant.DEFAULT);
        }
        return registered(host)
                .orElseGet(() -> ofDefault.isEmpty() && Loopback.isHost(host)
                        ? new HostOwner.Served(ServedTenant.DEFAULT)
                        : new HostOwner.Nobody());
    }

    private Optional<HostOwner> registered(String host) {
        try (var connection = dataSource.getConnection();
                var find = connection.prepareStatement(FIND)) {
            find.setString(1, host);
            try (var found = find.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                var id = found.getString(1);
                if (!found.getBoolean(2)) {
                    return Optional.of(new HostOwner.Suspended());
                }
                var primary = Objects.requireNonNullElse(found.getString(3), host);
                var configured = id.equals(CurrentTenant.DEFAULT) && ofDefault.isPresent();
                return Optional.of(new HostOwner.Served(new ServedTenant(id, configured ? null : baseUrl(primary))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isHostOf(Optional<AbsoluteUrl> url, String host) {
        return url.isPresent() && url.get().host().equals(host);
    }
}
