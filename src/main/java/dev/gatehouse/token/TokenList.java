// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.client.RefreshExpiry;
import dev.gatehouse.listing.Page;
import dev.gatehouse.listing.PagedList;
import dev.gatehouse.listing.PagedList.Column;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.tenant.TenantSettings;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The token list of the current tenant, newest first by default. An unfiltered page reads only the next entries of an
 * index; {@link TokenSearch} finds the tokens of a filtered page.
 */
@ApplicationScoped
public class TokenList {
    private static final String ROW = "select new dev.gatehouse.token.TokenList$Row(t.id, c.id, c.clientId, c.name,"
            + " c.version, a.id, a.username, t.scopes, t.label, t.grantType, t.resources, t.grantedResources,"
            + " t.issuedAt, t.accessIssuedAt, t.expiresAt,"
            + " t.refreshHash, t.refreshesLeft, c.refreshInactivityDays, c.refreshMaximumAgeDays, t.lastUsedAt, t.revokedAt)"
            + " from Token t join Client c on c.id = t.client left join Account a on a.id = t.account where ";

    /**
     * IDs are in the order of issue. A token that never expires counts as the last to expire, one that was never used
     * as used before all others.
     */
    private static final PagedList<Row> LIST = PagedList.<Row>of("t.id", Row::id)
            .sortedBy("issuedAt")
            .sortedBy(
                    "expiresAt",
                    Column.instant("t.expiresAt", Instant.parse("9999-12-31T00:00:00Z"), token -> token.expiresAt()))
            .sortedBy("lastUsedAt", Column.instant("t.lastUsedAt", Instant.EPOCH, token -> token.lastUsedAt()));

    /**
     * Which tokens are wanted; null: whichever.
     *
     * @param client a client's public id
     * @param scope the name of a granted scope
     * @param search a text in the token's name, the client's name or the username
     */
    public record Wanted(
            @Nullable String client,
            @Nullable UUID account,
            @Nullable String scope,
            @Nullable String search) {}

    @RegisterForReflection
    @SuppressWarnings("ArrayRecordComponent") // columns of a row, which is not compared
    record Row(
            UUID id,
            UUID client,
            String clientId,
            String clientName,
            String clientVersion,
            @Nullable UUID account,
            @Nullable String username,
            String[] scopes,
            @Nullable String label,
            String grantType,
            String[] resources,
            String @Nullable [] grantedResources,
            Instant issuedAt,
            Instant refreshedAt,
            @Nullable Instant expiresAt,
            @Nullable Sha256 refreshHash,
            @Nullable Integer refreshesLeft,
            @Nullable Integer refreshInactivityDays,
            @Nullable Integer refreshMaximumAgeDays,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {
        /** The resources that were granted, in wire form; null: the token names none. */
        @Nullable String granted() {
            var granted = grantedResources == null ? resources : grantedResources;
            return granted.length == 0 ? null : String.join(" ", granted);
        }
    }

    private final TimeSource time;
    private final TenantSettings settings;
    private final TokenSearch search;
    private final EntityManager entityManager;

    TokenList(TimeSource time, TenantSettings settings, TokenSearch search, EntityManager entityManager) {
        this.time = time;
        this.settings = settings;
        this.search = search;
        this.entityManager = entityManager;
    }

    @Transactional
    public TokenView view(UUID id) {
        return rows(List.of(id)).stream()
                .findFirst()
                .map(this::view)
                .orElseThrow(() -> ProblemException.notFound(TokenErrors.notFound()));
    }

    /** Returns the tokens with the given ids, in the order of the ids. Unknown ids are skipped. */
    @Transactional
    public List<TokenView> views(List<UUID> ids) {
        var rows = rows(ids).stream().collect(Collectors.toMap(Row::id, row -> row));
        return ids.stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .map(this::view)
                .toList();
    }

    /**
     * Returns a page of tokens.
     *
     * @param sort {@code issuedAt}, {@code expiresAt} or {@code lastUsedAt}, with {@code -} before it for the other
     *     direction; null: the newest first
     * @param after what {@link Page#next} was
     */
    @Transactional
    public Page<TokenView> page(Wanted wanted, @Nullable String sort, @Nullable String after, int size) {
        var query = LIST.query(Objects.requireNonNullElse(sort, "-issuedAt"), after, size);
        var client = wanted.client() == null ? null : client(wanted.client());
        if (wanted.client() != null && client == null) {
            return new Page<>(List.of(), null);
        }
        var ids = search.first(wanted, client, query, size + 1);
        var rows = rows(ids).stream().collect(Collectors.toMap(Row::id, row -> row));
        return query.page(ids.stream().map(rows::get).filter(Objects::nonNull).toList())
                .map(this::view);
    }

    private List<Row> rows(List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery(ROW + "t.id in :ids", Row.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    private @Nullable UUID client(String clientId) {
        return entityManager
                .createQuery("select id from Client where clientId = :clientId", UUID.class)
                .setParameter("clientId", clientId)
                .getResultStream()
                .findFirst()
                .orElse(null);
    }

    private TokenView view(Row row) {
        var account = row.account() == null || row.username() == null
                ? null
                : new TokenView.OfAccount(row.account(), row.username());
        var now = time.now();
        var hasRefreshToken = row.refreshHash() != null && row.revokedAt() == null;
        var refreshExpiry = RefreshExpiry.of(
                        row.refreshInactivityDays(), row.refreshMaximumAgeDays(), settings.current())
                .of(row.issuedAt(), row.refreshedAt());
        var refreshable = hasRefreshToken && refreshExpiry.map(now::isBefore).orElse(true);
        return new TokenView(
                row.id(),
                null,
                new TokenView.OfClient(row.client(), row.clientId(), row.clientName(), row.clientVersion()),
                account,
                List.of(row.scopes()),
                row.label(),
                row.grantType(),
                row.granted(),
                row.issuedAt(),
                row.expiresAt(),
                row.revokedAt(),
                status(row, now),
                refreshable,
                row.refreshesLeft(),
                refreshable ? refreshExpiry.orElse(null) : null,
                row.lastUsedAt());
    }

    private static TokenView.Status status(Row row, Instant now) {
        if (row.revokedAt() != null) {
            return TokenView.Status.REVOKED;
        }
        return row.expiresAt() == null || now.isBefore(row.expiresAt())
                ? TokenView.Status.ACTIVE
                : TokenView.Status.EXPIRED;
    }
}
