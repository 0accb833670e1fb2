// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.quota;

import dev.gatehouse.platform.GatehouseConfig;
import dev.gatehouse.platform.StartupFailure;
import dev.gatehouse.problem.FieldErrors;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The quotas of the configuration, for tenants for which the operator has set no other value. */
@ApplicationScoped
class QuotaDefaults {
    private final Quotas configured;

    QuotaDefaults(GatehouseConfig config) {
        var keys = config.quota();
        this.configured = new Quotas(
                number(keys.clients()),
                number(keys.accounts()),
                number(keys.services()),
                number(keys.liveTokens()),
                number(keys.tokensPerSecond()),
                number(keys.callsPerSecond()),
                number(keys.auditDays()),
                keys.passwordShare(),
                keys.databaseShare());
    }

    /**
     * Checks the configuration.
     *
     * @throws StartupFailure if a quota is out of range
     */
    void check(@Observes StartupEvent event) {
        var errors = new FieldErrors();
        new QuotasInput(
                        configured.clients(),
                        configured.accounts(),
                        configured.services(),
                        configured.liveTokens(),
                        configured.tokensPerSecond(),
                        configured.callsPerSecond(),
                        configured.auditDays(),
                        configured.passwordShare(),
                        configured.databaseShare())
                .check(errors);
        if (!errors.isEmpty()) {
            var first = errors.all().getFirst();
            throw new StartupFailure("The default quota " + first.field() + " (gatehouse.quota.*) is refused: "
                    + first.message().inEnglish());
        }
    }

    Quotas get() {
        return configured;
    }

    /** Returns the quotas in effect for stored ones. */
    Quotas complete(StoredQuotas stored) {
        return new Quotas(
                either(stored.clients, configured.clients()),
                either(stored.accounts, configured.accounts()),
                either(stored.services, configured.services()),
                either(stored.liveTokens, configured.liveTokens()),
                either(stored.tokensPerSecond, configured.tokensPerSecond()),
                either(stored.callsPerSecond, configured.callsPerSecond()),
                either(stored.auditDays, configured.auditDays()),
                Objects.requireNonNullElse(stored.passwordShare, configured.passwordShare()),
                Objects.requireNonNullElse(stored.databaseShare, configured.databaseShare()));
    }

    private static @Nullable Integer either(@Nullable Integer stored, @Nullable Integer configured) {
        return stored == null ? configured : stored;
    }

    private static @Nullable Integer number(OptionalInt configured) {
        return configured.isPresent() ? Integer.valueOf(configured.getAsInt()) : null;
    }
}
