// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import dev.gatehouse.adminapi.ManagedMark;
import dev.gatehouse.issuer.TrustedIssuer.IntrospectionSettings;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A trusted issuer as stored. */
@Entity
@Table(name = "trusted_issuer")
class StoredIssuer extends TenantOwned {
    @Id
    UUID id;

    @Column(updatable = false)
    String issuer;

    @Column
    String name;

    @Column
    @Nullable String description;

    @Column
    boolean active;

    @Enumerated(EnumType.STRING)
    Validation validation;

    @Column
    @Nullable String audience;

    @Column
    String[] algorithms;

    @Enumerated(EnumType.STRING)
    @Column(name = "token_types")
    TokenTypes tokenTypes;

    @Column(name = "scope_claim")
    String scopeClaim;

    @Column(name = "client_claim")
    @Nullable String clientClaim;

    @Column
    String[] clients;

    @Column(name = "jwks_uri")
    @Nullable String jwksUri;

    @Column(name = "introspection_endpoint")
    @Nullable String introspectionEndpoint;

    @Column(name = "client_id")
    @Nullable String clientId;

    @Column(name = "sealed_client_secret")
    byte @Nullable [] sealedClientSecret;

    @Column(name = "cache_seconds")
    int cacheSeconds;

    @Column(name = "token_prefix")
    String tokenPrefix;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** The mark of configuration files; null: not managed. */
    @Enumerated(EnumType.STRING)
    @Column
    @Nullable ManagedMark managed;

    @Version
    @Column(name = "lock_version")
    int lockVersion;

    TrustedIssuer trusted(Map<String, Set<String>> scopes) {
        return new TrustedIssuer(
                id,
                lockVersion,
                issuer,
                name,
                active,
                validation,
                audience,
                Set.of(algorithms),
                tokenTypes,
                scopeClaim,
                clientClaim,
                Set.of(clients),
                jwksUri,
                validation == Validation.INTROSPECTION
                        ? new IntrospectionSettings(
                                introspectionEndpoint,
                                Objects.requireNonNull(clientId),
                                new SealedSecret(Objects.requireNonNull(sealedClientSecret)),
                                cacheSeconds,
                                tokenPrefix)
                        : null,
                scopes);
    }
}
