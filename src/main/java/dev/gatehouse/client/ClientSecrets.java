// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import dev.gatehouse.platform.TimeSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** The secrets of the current tenant's clients. */
@ApplicationScoped
class ClientSecrets implements PanacheRepositoryBase<ClientSecret, UUID> {
    private final TimeSource time;
    private final Secrets secrets;

    ClientSecrets(TimeSource time, Secrets secrets) {
        this.time = time;
        this.secrets = secrets;
    }

    List<RegisteredClient.Secret> valid(UUID client) {
        return list("client = ?1 and (expiresAt is null or expiresAt > ?2)", client, time.now()).stream()
                .map(secret -> new RegisteredClient.Secret(secret.secretHash, secret.expiresAt))
                .toList();
    }

    /**
     * Returns for each client when its replaced secret expires. Clients without a valid replaced secret are omitted.
     */
    Map<UUID, Instant> overlaps(Collection<UUID> clients) {
        return list("client in ?1 and expiresAt > ?2", clients, time.now()).stream()
                .collect(Collectors.toMap(
                        secret -> secret.client,
                        secret -> Objects.requireNonNull(secret.expiresAt),
                        (one, other) -> one.isAfter(other) ? one : other));
    }

    /**
     * Sets a client's secret. The old secret stays valid for the overlap, or is deleted immediately if the overlap is
     * zero.
     */
    void replace(UUID client, Sha256 secretHash, Duration overlap) {
        var now = time.now();
        delete("client = ?1 and expiresAt is not null", client);
        if (overlap.isZero()) {
            delete("client = ?1", client);
        } else {
            update("expiresAt = ?1 where client = ?2", now.plus(overlap), client);
        }
        var row = new ClientSecret();
        row.id = secrets.id();
        row.client = client;
        row.secretHash = secretHash;
        row.createdAt = now;
        persist(row);
    }

    /** Returns whether a client has this secret and no other, not even one that still overlaps. */
    boolean isOnly(UUID client, Sha256 secretHash) {
        var all = list("client = ?1", client);
        return all.size() == 1
                && all.getFirst().expiresAt == null
                && all.getFirst().secretHash.sameAs(secretHash);
    }

    void removeAll(UUID client) {
        delete("client = ?1", client);
    }
}
