// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token.grant;

import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.token.TokenDetails;
import dev.gatehouse.token.Tokens;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The grants that one account gave to clients: those whose access token is active or can be refreshed. Revoking them
 * has the effect of an administrator's deletion: both tokens of each grant are revoked on every node within a second.
 */
@ApplicationScoped
public class AccountTokens {
    /** The maximum number of listed grants, newest first. Further grants are counted, and revoked with the others. */
    private static final int SHOWN = 100;

    /** The number of ids in one statement, well below the limit of parameters. */
    private static final int BATCH = 1_000;

    private static final String LIVE = " from Token t where t.account = :account and " + Tokens.LIVE;

    /**
     * The grants of one client.
     *
     * @param client the client's primary key
     * @param scopes the scopes of all grants together
     * @param since when the oldest grant was issued
     * @param tokens the number of grants
     */
    public record OfClient(
            UUID client,
            List<String> scopes,
            Instant since,
            @Nullable Instant lastUsedAt,
            BoundedCount tokens) {}

    private record Held(List<OfClient> clients, boolean more) {}

    /**
     * A grant.
     *
     * @param name the {@code token_label} of the token request
     * @param since when access was granted; not changed by a refresh
     * @param expiresAt when the current access token expires; null: never
     * @param refreshable whether the client can get another access token without asking the user
     */
    public record Grant(
            UUID id,
            List<String> scopes,
            @Nullable String name,
            String grantType,
            Instant since,
            @Nullable Instant expiresAt,
            boolean refreshable,
            @Nullable Instant lastUsedAt) {}

    /**
     * The result of a revocation.
     *
     * @param tokens the number of revoked grants
     * @param codes the number of deleted authorization codes that were not redeemed
     */
    public record Ended(int tokens, long codes) {
        public boolean isNothing() {
            return tokens == 0 && codes == 0;
        }
    }

    /** The grants of one client that have the same scopes. */
    @RegisterForReflection
    @SuppressWarnings("ArrayRecordComponent") // columns of a row, which is not compared
    private record Alike(
            UUID client,
            String[] scopes,
            Instant since,
            @Nullable Instant lastUsedAt,
            Long tokens) {}

    @RegisterForReflection
    @SuppressWarnings("ArrayRecordComponent") // columns of a row, which is not compared
    private record Row(
            UUID id,
            String[] scopes,
            @Nullable String label,
            String grantType,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable Sha256 refreshHash,
            @Nullable Instant lastUsedAt) {}

    private final TimeSource time;
    private final EntityManager entityManager;
    private final Tokens tokens;
    private final AuthorizationCodes codes;

    AccountTokens(TimeSource time, EntityManager entityManager, Tokens tokens, AuthorizationCodes codes) {
        this.time = time;
        this.entityManager = entityManager;
        this.tokens = tokens;
        this.codes = codes;
    }

    /**
     * Returns the grants of each client, in no order. Reads at most the newest {@value BoundedCount#MAX} + 1 grants of
     * all clients together or, if there are more, of each client.
     */
    @Transactional
    public List<OfClient> byClient(UUID account) {
        var newest = held(account, "", Map.of());
        return newest.more()
                ? clients(account).stream()
                        .flatMap(client -> ofClient(account, client).stream())
                        .toList()
                : newest.clients();
    }

    private List<UUID> clients(UUID account) {
        return entityManager
                .createQuery("select distinct t.client" + LIVE, UUID.class)
                .setParameter("account", account)
                .setParameter("now", time.now())
                .getResultList();
    }

    /** Returns the grants of one client, or nothing if the client has none. Reads only this client's grants. */
    @Transactional
    public Optional<OfClient> ofClient(UUID account, UUID client) {
        return held(account, " and t.client = :client", Map.of("client", client)).clients().stream()
                .findFirst();
    }

    private Held held(UUID account, String which, Map<String, Object> parameters) {
        var query = entityManager
                .createQuery(
                        "select new dev.gatehouse.token.grant.AccountTokens$Alike(t.client, t.scopes, min(t.issuedAt),"
                                + " max(t.lastUsedAt), count(t.client)) from (select t.client as client,"
                                + " t.scopes as scopes, t.issuedAt as issuedAt, t.lastUsedAt as lastUsedAt" + LIVE
                                + which
                                + " order by t.id desc limit " + (BoundedCount.MAX + 1)
                                + ") t group by t.client, t.scopes",
                        Alike.class)
                .setParameter("account", account)
                .setParameter("now", time.now());
        parameters.forEach(query::setParameter);
        var rows = query.getResultList();
        var more = BoundedCount.of(rows.stream().mapToLong(Alike::tokens).sum()).more();
        return new Held(
                rows.stream().collect(Collectors.groupingBy(Alike::client)).values().stream()
                        .map(alike -> ofClient(alike, more))
                        .toList(),
                more);
    }

    private static OfClient ofClient(List<Alike> alike, boolean more) {
        var tokens = BoundedCount.of(alike.stream().mapToLong(Alike::tokens).sum());
        return new OfClient(
                alike.getFirst().client(),
                alike.stream()
                        .flatMap(row -> Stream.of(row.scopes()))
                        .distinct()
                        .sorted()
                        .toList(),
                alike.stream().map(Alike::since).min(Comparator.naturalOrder()).orElseThrow(),
                alike.stream()
                        .map(Alike::lastUsedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                new BoundedCount(tokens.count(), more));
    }

    /** Returns the newest grants of a client, at most {@value #SHOWN}. */
    @Transactional
    public List<Grant> grants(UUID account, UUID client) {
        return entityManager
                .createQuery(
                        "select new dev.gatehouse.token.grant.AccountTokens$Row(t.id, t.scopes, t.label, t.grantType, t.issuedAt,"
                                + " t.expiresAt, t.refreshHash, t.lastUsedAt)" + LIVE
                                + " and t.client = :client order by t.id desc",
                        Row.class)
                .setParameter("account", account)
                .setParameter("now", time.now())
                .setParameter("client", client)
                .setMaxResults(SHOWN)
                .getResultStream()
                .map(row -> new Grant(
                        row.id(),
                        List.of(row.scopes()),
                        row.label(),
                        row.grantType(),
                        row.issuedAt(),
                        row.expiresAt(),
                        row.refreshHash() != null,
                        row.lastUsedAt()))
                .toList();
    }

    /**
     * Revokes all grants of a client, in the running transaction. Codes are deleted first: a code that is being
     * redeemed has then become a token, which is revoked too.
     *
     * @return what was revoked
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Ended end(UUID account, UUID client, String actor) {
        var withdrawn = codes.withdraw(account, client);
        var ids = ids(account, "t.client", client);
        for (var from = 0; from < ids.size(); from += BATCH) {
            tokens.end(ids.subList(from, Math.min(from + BATCH, ids.size())), actor, TokenDetails.byUser());
        }
        return new Ended(ids.size(), withdrawn);
    }

    /**
     * Revokes one grant, in the running transaction.
     *
     * @return false if the account has no such active grant
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean endOne(UUID account, UUID grant, String actor) {
        var ids = ids(account, "t.id", grant);
        return !ids.isEmpty() && !tokens.end(ids, actor, TokenDetails.byUser()).isEmpty();
    }

    /**
     * Includes grants that are no longer listed, because a refresh of them may be in progress. Ordered by id, the order
     * of all locks.
     */
    private List<UUID> ids(UUID account, String column, UUID value) {
        return new ArrayList<>(entityManager
                .createQuery(
                        "select t.id from Token t where t.account = :account and t.revokedAt is null and " + column
                                + " = :value order by t.id",
                        UUID.class)
                .setParameter("account", account)
                .setParameter("value", value)
                .getResultList());
    }
}
