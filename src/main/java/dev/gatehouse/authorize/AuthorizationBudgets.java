// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.cluster.Allowance;
import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.TooManyAttemptsException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * The rate limits of authorization requests. Every request is stored for up to ten minutes, and anyone who knows a
 * client and its redirect URI can send requests. One address ({@link Addresses#network}) may start
 * {@code gatehouse.authorizations-per-address} requests at once and one more each second; a site
 * ({@link Addresses#site}) four times as many; a tenant {@value #TENANT} at once and one more every ten milliseconds.
 * Decided requests do not count.
 */
@ApplicationScoped
class AuthorizationBudgets {
    static final int TENANT = 10_000;

    private final CurrentTenant tenant;
    private final Allowance ofAddress;
    private final Allowance ofSite;
    private final Allowance ofTenant;

    AuthorizationBudgets(CurrentTenant tenant, TimeSource time, GatehouseConfig config) {
        this.tenant = tenant;
        this.ofAddress = new Allowance(time, config.authorizationsPerAddress(), Duration.ofSeconds(1));
        this.ofSite = new Allowance(time, 4 * config.authorizationsPerAddress(), Duration.ofMillis(250));
        this.ofTenant = new Allowance(time, TENANT, Duration.ofMillis(10));
    }

    /**
     * Counts a new request.
     *
     * @throws TooManyAttemptsException if a limit is exceeded
     */
    void begin(String address) {
        var key = key(address);
        var site = site(address);
        ofAddress.take(key).ifPresent(wait -> {
            throw new TooManyAttemptsException(wait);
        });
        ofSite.take(site).ifPresent(wait -> {
            ofAddress.giveBack(key);
            throw new TooManyAttemptsException(wait);
        });
        ofTenant.take(Sha256.of(tenant.id())).ifPresent(wait -> {
            ofAddress.giveBack(key);
            ofSite.giveBack(site);
            throw new TooManyAttemptsException(wait);
        });
    }

    /** Uncounts a request that was decided. */
    void decided(String address) {
        ofAddress.giveBack(key(address));
        ofSite.giveBack(site(address));
        ofTenant.giveBack(Sha256.of(tenant.id()));
    }

    private Sha256 key(String address) {
        return Sha256.of(tenant.id() + "\n" + Addresses.network(address));
    }

    private Sha256 site(String address) {
        return Sha256.of(tenant.id() + "\n" + Addresses.site(address));
    }
}
