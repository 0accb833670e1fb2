// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import dev.gatehouse.cluster.CacheBound;
import dev.gatehouse.cluster.CoherentCache;
import dev.gatehouse.cluster.Invalidations;
import dev.gatehouse.oauth.ScopeNames;
import dev.gatehouse.platform.CurrentTenant;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The states of all access tokens, looked up by the digest of the issued bytes: signatures are not checked and formats
 * are not distinguished. States are cached. Whether the client and the account are active is checked elsewhere.
 */
@ApplicationScoped
public class TokenStates {
    private static final int PART_OF_HEAP = 8;

    private record Key(String tenant, Sha256 hash) {}

    @RegisterForReflection
    @SuppressWarnings("ArrayRecordComponent") // columns of a row, which is not compared
    private record Row(
            UUID id,
            UUID client,
            String clientId,
            @Nullable UUID account,
            String grantType,
            String[] scopes,
            String[] resources,
            Instant issuedAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {}

    private final CurrentTenant tenant;
    private final EntityManager entityManager;
    private final CoherentCache<Key, TokenState> cache;

    TokenStates(CurrentTenant tenant, EntityManager entityManager, Invalidations invalidations) {
        this.tenant = tenant;
        this.entityManager = entityManager;
        this.cache = new CoherentCache<>(
                invalidations,
                CacheBound.partOfHeap(PART_OF_HEAP, TokenState::bytesOfTexts),
                Invalidations.Topic.TOKEN,
                Key::tenant,
                change -> change.key() == null ? null : new Key(change.tenant(), hash(change.key())));
    }

    /** Returns the state of an access token of the current tenant, or null if no token has this digest. */
    public @Nullable TokenState find(Sha256 accessHash) {
        return cache.get(new Key(tenant.id(), accessHash), key -> load(key.hash()));
    }

    /** Returns the cached state of an access token, or null if the state is not in the cache. */
    public @Nullable TokenState ifCached(String tenantId, Sha256 accessHash) {
        return cache.ifPresent(new Key(tenantId, accessHash));
    }

    /** Returns the invalidation key of a token. */
    static String changeKey(Sha256 accessHash) {
        return Secrets.base64(accessHash.bytes());
    }

    private static Sha256 hash(String changeKey) {
        return Sha256.fromBytes(Base64.getUrlDecoder().decode(changeKey));
    }

    /**
     * Returns the state of the grant's current access token, or null if the grant does not exist. Bypasses the cache.
     */
    @Transactional
    public @Nullable TokenState byId(UUID id) {
        return load("t.id = :key", id);
    }

    @Transactional
    @Nullable TokenState load(Sha256 accessHash) {
        return load("t.accessHash = :key", accessHash);
    }

    private @Nullable TokenState load(String condition, Object key) {
        return entityManager
                .createQuery(
                        "select new dev.gatehouse.token.TokenStates$Row(t.id, t.client, c.clientId, t.account,"
                                + " t.grantType, t.accessScopes, t.resources,"
                                + " t.accessIssuedAt, t.expiresAt, t.revokedAt)"
                                + " from Token t, Client c where c.id = t.client and " + condition,
                        Row.class)
                .setParameter("key", key)
                .getResultStream()
                .findFirst()
                .map(row -> new TokenState(
                        row.id(),
                        row.client(),
                        row.clientId(),
                        row.account(),
                        GrantOrigin.stored(row.grantType()),
                        ScopeNames.stored(row.scopes()).names(),
                        Resources.stored(row.resources()),
                        row.issuedAt(),
                        row.expiresAt(),
                        row.revokedAt() != null))
                .orElse(null);
    }
}
