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
 * How many authorization requests may be begun. Each that is stored is a row for up to ten minutes, and anybody who knows a
 * client and its redirect URI can send one. So one address ({@link Addresses#network}) begins
 * {@code gatehouse.authorizations-per-address} at once and one more each second, a site ({@link Addresses#site}) four times
 * as many, and a tenant {@value #TENANT} at once and
 * one more each ten milliseconds. A request that somebody has decided does not count any more.
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
     * Counts one that begins.
     *
     * @throws TooManyAttemptsException when there are too many already
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

    /** Counts one that was decided. */
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
