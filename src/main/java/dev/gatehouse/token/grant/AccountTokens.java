package dev.gatehouse.token.grant;

import dev.gatehouse.token.Tokens;
import dev.gatehouse.listing.BoundedCount;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
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
 * What clients hold in the name of one person: the grants whose access token still counts or can be refreshed. Ending
 * them is as good as an administrator's deletion: both tokens of each, on every node within a second.
 */
@ApplicationScoped
public class AccountTokens {
    /** The newest; more are counted, and ended together with these. */
    private static final int SHOWN = 100;

    /** So many ids fit into one statement with room to spare. */
    private static final int BATCH = 1_000;

    private static final String LIVE = " from Token t where t.account = :account and " + Tokens.LIVE;

    private static final String WHY = "the person took it back";

    /**
     * What one client holds.
     *
     * @param client its row's id
     * @param scopes all that any of the grants has
     * @param since when the oldest of them was issued
     * @param tokens how many grants; more: at least so many
     */
    public record OfClient(
            UUID client,
            List<String> scopes,
            Instant since,
            @Nullable Instant lastUsedAt,
            BoundedCount tokens) {}

    private record Held(List<OfClient> clients, boolean more) {}

    /**
     * One grant.
     *
     * @param name the {@code token_label} that it was given
     * @param since when access was granted, which no refresh changes
     * @param expiresAt of the current access token; null: never
     * @param refreshable whether the client can get another one without asking
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
     * What was ended.
     *
     * @param tokens how many grants
     * @param codes how many that nobody had redeemed
     */
    public record Ended(int tokens, long codes) {
        public boolean isNothing() {
            return tokens == 0 && codes == 0;
        }
    }

    /** Grants of one client that have the same scopes. */
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
     * What each client holds, in no order. No more than the newest {@value BoundedCount#MAX} grants and one are read, of all
     * clients together or, where there are more, of each.
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

    /** The same of one client, whose grants alone are read; nothing if it holds none. */
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

    /** The newest grants that one client holds, at most {@value #SHOWN}. */
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
     * Ends all that a client holds, in the running transaction: its codes first, so that one that is being redeemed at this
     * moment has become a token before the tokens are ended.
     *
     * @return what there was
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Ended end(UUID account, UUID client, String actor) {
        var withdrawn = codes.withdraw(account, client);
        var ids = ids(account, "t.client", client);
        for (var from = 0; from < ids.size(); from += BATCH) {
            tokens.end(ids.subList(from, Math.min(from + BATCH, ids.size())), actor, WHY);
        }
        return new Ended(ids.size(), withdrawn);
    }

    /**
     * Ends one grant, in the running transaction.
     *
     * @return false when this person has no such grant (any more)
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean endOne(UUID account, UUID grant, String actor) {
        var ids = ids(account, "t.id", grant);
        return !ids.isEmpty() && !tokens.end(ids, actor, WHY).isEmpty();
    }

    /** Also those that nobody is shown any more: their refresh may be under way. In one order, as all are locked. */
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
