// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.audit.AuditAction;
import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditLog;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.database.ExpiredRows;
import dev.gatehouse.database.Expiring;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ErrorText;
import dev.gatehouse.scope.ScopeUsage;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the current tenant: revocation, announcements to other nodes. The cleanup of expired rows is the same
 * for all tenants.
 */
@ApplicationScoped
public class Tokens implements PanacheRepositoryBase<Token, UUID>, ScopeUsage, Expiring {
    /** HQL condition: a token {@code t} is in effect at {@code :now}; see {@link TokenView#isLive}. */
    public static final String LIVE =
            "t.revokedAt is null and (t.expiresAt is null or t.expiresAt > :now or t.refreshHash is not null)";

    /** The time for which a revoked token is kept, so that it is reported as revoked instead of unknown. */
    private static final Duration REVOKED_KEPT = Duration.ofDays(1);

    private static final int MAX_NAMED = 20;

    private final TimeSource time;
    private final Invalidations invalidations;
    private final AuditLog audit;

    Tokens(TimeSource time, Invalidations invalidations, AuditLog audit) {
        this.time = time;
        this.invalidations = invalidations;
        this.audit = audit;
    }

    /** Revokes a grant with both its tokens, in the running transaction. Revoking a revoked grant has no effect. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void revoke(UUID id, @Nullable String actor, ErrorText why) {
        if (update("revokedAt = ?1 where id = ?2 and revokedAt is null", time.now(), id) == 0) {
            return;
        }
        // Read after the update locked the row: from now on a concurrent refresh cannot replace the access token.
        announce(getEntityManager()
                .createQuery("select accessHash from Token where id = :id", Sha256.class)
                .setParameter("id", id)
                .getSingleResult());
        audit.record(AuditEvent.success(AuditAction.TOKEN_REVOKED)
                .by(actor)
                .target(id.toString())
                .detail(why));
    }

    /**
     * Revokes grants for an administrator, all of them or none. Revoking a revoked grant has no effect.
     *
     * @return the ids of the grants that exist
     */
    @Transactional
    public Set<UUID> end(Collection<UUID> ids, String actor) {
        return end(ids, actor, TokenDetails.byAdministrator());
    }

    /**
     * Revokes grants for a given reason, all of them or none. Revoking a revoked grant has no effect.
     *
     * @return the ids of the grants that exist
     */
    @Transactional
    public Set<UUID> end(Collection<UUID> ids, String actor, ErrorText why) {
        // Locked in id order, so that concurrent deletions of the same grants do not deadlock.
        var found = find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        var live = found.stream().filter(token -> token.revokedAt == null).toList();
        if (!live.isEmpty()) {
            var liveIds = live.stream().map(token -> token.id).toList();
            update("revokedAt = ?1 where id in ?2 and revokedAt is null", time.now(), liveIds);
        }
        live.forEach(token -> {
            announce(token.accessHash);
            audit.record(AuditEvent.success(AuditAction.TOKEN_REVOKED)
                    .by(actor)
                    .target(token.id.toString())
                    .detail(why));
        });
        return found.stream().map(token -> token.id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the number of tokens of the current tenant that are {@linkplain #LIVE live}.
     *
     * @param most the maximum number to count
     */
    @Transactional
    public long live(int most) {
        return getEntityManager()
                .createQuery(
                        "select count(t.client) from (select t.client as client from Token t where " + LIVE
                                + " order by t.tenantId limit " + most + ") t",
                        Long.class)
                .setParameter("now", time.now())
                .getSingleResult();
    }

    /** Invalidates an access token in the caches of every node. */
    public void announce(Sha256 accessHash) {
        invalidations.publish(Invalidations.Topic.TOKEN, TokenStates.changeKey(accessHash));
    }

    @Override
    @Transactional
    public List<ErrorText> of(UUID scope, String name) {
        return getEntityManager()
                .createQuery(
                        "select count(t), c.name, c.version from Token t, Client c where c.id = t.client"
                                + " and " + LIVE + " and " + TokenSearch.GRANTED
                                + " group by c.name, c.version order by count(t) desc, c.name, c.version",
                        Object[].class)
                .setParameter("now", time.now())
                .setParameter("granted", name)
                .setMaxResults(MAX_NAMED)
                .getResultStream()
                .map(row -> using((Long) row[0], (String) row[1], (String) row[2]))
                .toList();
    }

    private static ErrorText using(long tokens, String client, String version) {
        return tokens == 1
                ? TokenErrors.usingScope(client, version)
                : TokenErrors.usingScopeMany(tokens, client, version);
    }

    @Override
    public String what() {
        return "access tokens";
    }

    /**
     * Returns two kinds of rows of access tokens, and the rows whose access token has expired and whose refresh token
     * has expired by one of the two rules of {@link dev.gatehouse.client.RefreshExpiry}. Each client may have its own
     * limit.
     */
    @Override
    public List<ExpiredRows> expired(Instant now) {
        return List.of(
                new ExpiredRows("token", "expires_at", now, "refresh_hash is null"),
                new ExpiredRows("token", "revoked_at", now.minus(REVOKED_KEPT)),
                refreshable("access_issued_at", "refresh_inactivity_days", now),
                refreshable("issued_at", "refresh_maximum_age_days", now));
    }

    /** Each batch reads the limit again, because the limit may have been raised since the cleanup started. */
    private static ExpiredRows refreshable(String column, String limit, Instant now) {
        return new ExpiredRows(
                "token",
                column,
                now,
                "r.refresh_hash is not null and r.expires_at <= timestamptz '" + now + "'",
                new ExpiredRows.Owners(
                        "client o join settings s on s.tenant_id = o.tenant_id",
                        "id",
                        "client",
                        "timestamptz '" + now + "' - interval '24 hours' * nullif(coalesce(o." + limit + ", s." + limit
                                + "), 0)"));
    }
}
