package dev.gatehouse.token;

import dev.gatehouse.client.RefreshExpiry;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.Page;
import dev.gatehouse.platform.ProblemException;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import dev.gatehouse.platform.Walk;
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
 * The current tenant's tokens as a list, the newest first unless it is sorted otherwise. A page of all is the next few
 * entries of an index, however many there are; {@link TokenSearch} finds those of a search.
 */
@ApplicationScoped
public class TokenList {
    private static final String ROW = "select new dev.gatehouse.token.TokenList$Row(t.id, c.id, c.clientId, c.name,"
            + " c.version, a.id, a.username, t.scope, t.label, t.grantType, t.resource, t.moreResources, t.grantedResources,"
            + " t.issuedAt, t.accessIssuedAt, t.expiresAt,"
            + " t.refreshHash, t.refreshesLeft, c.refreshInactivityDays, c.refreshMaximumAgeDays, t.lastUsedAt, t.revokedAt)"
            + " from Token t join Client c on c.id = t.client left join Account a on a.id = t.account where ";

    /**
     * Which tokens are wanted; null: whichever.
     *
     * @param client a client's public id
     * @param scope the name of a scope that was granted
     * @param search a text in the token's name, the client's name or the username
     */
    public record Wanted(
            @Nullable String client,
            @Nullable UUID account,
            @Nullable String scope,
            @Nullable String search) {}

    @RegisterForReflection
    record Row(
            UUID id,
            UUID client,
            String clientId,
            String clientName,
            String clientVersion,
            @Nullable UUID account,
            @Nullable String username,
            String scope,
            @Nullable String label,
            String grantType,
            @Nullable String resource,
            @Nullable String moreResources,
            @Nullable String grantedResources,
            Instant issuedAt,
            Instant refreshedAt,
            @Nullable Instant expiresAt,
            @Nullable Sha256 refreshHash,
            @Nullable Integer refreshesLeft,
            @Nullable Integer refreshInactivityDays,
            @Nullable Integer refreshMaximumAgeDays,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {
        /** What was granted. */
        @Nullable String resources() {
            if (grantedResources != null) {
                return grantedResources.isEmpty() ? null : grantedResources;
            }
            return moreResources == null ? resource : resource + " " + moreResources;
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

    /** Those of some tokens that there are, in the order of their ids. */
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
     * A page of tokens.
     *
     * @param sort the name of one of {@link TokenSort}, with {@code -} before it for the other direction; null: the newest
     *     first
     * @param after what {@link Page#next} was
     */
    @Transactional
    public Page<TokenView> page(Wanted wanted, @Nullable String sort, @Nullable String after, int size) {
        var walk = Walk.of(TokenSort.values(), Objects.requireNonNullElse(sort, "-issuedAt"), after, size);
        var client = wanted.client() == null ? null : client(wanted.client());
        if (wanted.client() != null && client == null) {
            return new Page<>(List.of(), null);
        }
        var ids = search.first(wanted, client, walk, size + 1);
        var rows = rows(ids).stream().collect(Collectors.toMap(Row::id, row -> row));
        return walk.page(ids.stream().map(rows::get).filter(Objects::nonNull).toList(), Row::id)
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
                List.copyOf(ScopeNames.parse(row.scope()).names()),
                row.label(),
                row.grantType(),
                row.resources(),
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
