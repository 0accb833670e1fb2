// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.management;

import dev.gatehouse.signing.TokenLifetimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads the expiry of issued tokens, which decides how long a signing key stays published. Opaque tokens count as
 * signed tokens.
 */
@ApplicationScoped
class IssuedTokenLifetimes implements TokenLifetimes {
    private final EntityManager entityManager;

    IssuedTokenLifetimes(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** Reads the index {@code token_never_expires} only. */
    @Override
    @Transactional
    public boolean anyNeverExpires(Instant from, Instant to) {
        return !entityManager
                .createQuery(
                        "select 1 from Token where expiresAt is null and revokedAt is null"
                                + " and accessIssuedAt between :from and :to",
                        Integer.class)
                .setParameter("from", from)
                .setParameter("to", to)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** Reads all tokens, so the method is called once for each key. */
    @Override
    @Transactional
    public Optional<Instant> lastExpiry(Instant from, Instant to) {
        return Optional.ofNullable(entityManager
                .createQuery(
                        "select max(expiresAt) from Token where revokedAt is null"
                                + " and accessIssuedAt between :from and :to",
                        Instant.class)
                .setParameter("from", from)
                .setParameter("to", to)
                .getSingleResult());
    }
}
