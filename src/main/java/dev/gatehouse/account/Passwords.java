// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.platform.Addresses;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.problem.BusyException;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.tenant.quota.TenantQuotas;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Password hashing with bcrypt. Each processor computes one hash at a time and only few requests wait, so that many
 * sign-ins do not block the threads that issue tokens. {@link FairQueue} prevents tenants, sources and accounts from
 * delaying each other.
 */
@ApplicationScoped
public class Passwords {
    /** bcrypt ignores everything after 72 bytes, so longer passwords would only appear stronger. */
    private static final int MAX_BYTES = 72;

    private static final int MIN_LENGTH = 8;

    /** The reasons for which a password is rejected. */
    public enum Fault {
        TOO_SHORT,
        TOO_LONG,
        HOLDS_NUL;

        private ErrorText text() {
            return switch (this) {
                case TOO_SHORT -> AccountErrors.passwordTooShort(MIN_LENGTH);
                case TOO_LONG -> AccountErrors.passwordTooLong(MAX_BYTES);
                case HOLDS_NUL -> AccountErrors.passwordWithNul();
            };
        }
    }

    private final CurrentTenant tenant;
    private final TenantQuotas quotas;
    private final int cost;
    final FairQueue turns;
    private final String hashOfNothing;

    Passwords(GatehouseConfig config, CurrentTenant tenant, TenantQuotas quotas) {
        this.tenant = tenant;
        this.quotas = quotas;
        this.cost = config.bcryptCost();
        this.turns = new FairQueue(Runtime.getRuntime().availableProcessors());
        this.hashOfNothing = BcryptUtil.bcryptHash("nobody", cost);
    }

    /** Adds an error for each rule that the password breaks (NIST SP 800-63B §3.1.1: length only). */
    public static void check(FieldErrors errors, String field, @Nullable String password) {
        if (password == null || password.isEmpty()) {
            errors.add(field, CommonErrors.required());
            return;
        }
        faults(password).forEach(fault -> errors.add(field, fault.text()));
    }

    /** Returns the faults of a non-empty password; an empty set means that the password is allowed. */
    public static Set<Fault> faults(String password) {
        var faults = EnumSet.noneOf(Fault.class);
        if (password.length() < MIN_LENGTH) {
            faults.add(Fault.TOO_SHORT);
        }
        if (!fits(password)) {
            faults.add(Fault.TOO_LONG);
        }
        if (holdsNul(password)) {
            faults.add(Fault.HOLDS_NUL);
        }
        return faults;
    }

    /**
     * Returns the hash to store.
     *
     * @throws BusyException if too many requests wait
     */
    public String hash(String password) {
        // Users who set a password are authenticated already, so the address identifies the party sufficiently.
        var network = Addresses.network(Addresses.current());
        return turns.take(
                share(),
                // No username contains a line break.
                new FairQueue.Party(network, "\n" + network),
                () -> BcryptUtil.bcryptHash(password, cost));
    }

    /**
     * Returns whether the password belongs to the hash. Without a hash, returns false after the same time, so that the
     * time does not reveal whether the account exists.
     *
     * @param party the party on whose behalf the password is checked
     * @throws BusyException if too many requests wait, in total or for the account
     */
    public boolean matches(String password, @Nullable String hash, FairQueue.Party party) {
        var plausible = fits(password) && !holdsNul(password);
        var same = turns.take(
                share(),
                party,
                () -> BcryptUtil.matches(plausible ? password : "", hash == null ? hashOfNothing : hash));
        return same && plausible && hash != null;
    }

    private FairQueue.Share share() {
        return new FairQueue.Share(tenant.id(), quotas.current().passwordShare());
    }

    private static boolean fits(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    private static boolean holdsNul(String password) {
        return password.indexOf('\0') >= 0;
    }
}
