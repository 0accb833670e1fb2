// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import dev.gatehouse.platform.TimeSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The active sessions of accounts. Expired sessions are ignored. */
@ApplicationScoped
class ActiveSessions implements PanacheRepositoryBase<Session, UUID> {
    private final TimeSource time;

    @RegisterForReflection
    private record Newest(UUID account, Instant at) {}

    ActiveSessions(TimeSource time) {
        this.time = time;
    }

    /** Returns the start of the newest active session of each account that has one. */
    Map<UUID, Instant> newest(Collection<UUID> accounts) {
        return getEntityManager()
                .createQuery(
                        "select new dev.gatehouse.account.ActiveSessions$Newest(s.account, max(s.authenticatedAt))"
                                + " from Session s where s.account in :accounts and s.expiresAt > :now group by s.account",
                        Newest.class)
                .setParameter("accounts", accounts)
                .setParameter("now", time.now())
                .getResultStream()
                .collect(Collectors.toMap(Newest::account, Newest::at));
    }
}
