// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import dev.gatehouse.adminapi.ManagedMark;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.oauth.GrantType;
import dev.gatehouse.platform.TenantOwned;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.TokenTypeHeader;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored client registration. */
@Entity
@Table(name = "client")
class Client extends TenantOwned {
    @Id
    UUID id;

    @Column(name = "client_id", updatable = false)
    String clientId;

    @Column(updatable = false)
    String name;

    @Column(updatable = false)
    String version;

    @Column
    @Nullable String description;

    @Enumerated(EnumType.STRING)
    ClientType type;

    @Column(name = "redirect_uris")
    String[] redirectUris;

    /** The web origins for CORS; null: the origins of the https redirect URIs. */
    @Column(name = "allowed_origins")
    String @Nullable [] allowedOrigins;

    @Column(name = "grant_types")
    String[] grantTypes;

    @Enumerated(EnumType.STRING)
    @Column(name = "require_pkce")
    PkceRule requirePkce;

    @Enumerated(EnumType.STRING)
    Expiration expiration;

    @Column(name = "expiration_seconds")
    @Nullable Integer expirationSeconds;

    /** The maximum number of refreshes; null: unlimited. */
    @Column(name = "refresh_count")
    @Nullable Integer refreshCount;

    /** The maximum time without a refresh in days; 0: no limit; null: the tenant's setting. */
    @Column(name = "refresh_inactivity_days")
    @Nullable Integer refreshInactivityDays;

    /** The maximum age of a grant for refreshes in days; 0: no maximum; null: the tenant's setting. */
    @Column(name = "refresh_maximum_age_days")
    @Nullable Integer refreshMaximumAgeDays;

    @Enumerated(EnumType.STRING)
    Approval approval;

    @Enumerated(EnumType.STRING)
    @Column(name = "access_token_format")
    @Nullable AccessTokenFormat accessTokenFormat;

    /** The {@code typ} header of JWT access tokens; null: the tenant's setting. */
    @Enumerated(EnumType.STRING)
    @Column(name = "access_token_type_header")
    @Nullable TokenTypeHeader accessTokenTypeHeader;

    @Column(name = "resource_server")
    boolean resourceServer;

    @Embedded
    @Nullable RateLimit rateLimit;

    @Column
    boolean active;

    @Column(name = "built_in", updatable = false)
    boolean builtIn;

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

    Set<GrantType> grants() {
        var grants = EnumSet.noneOf(GrantType.class);
        Arrays.stream(grantTypes).flatMap(name -> GrantType.of(name).stream()).forEach(grants::add);
        return grants;
    }

    void grants(Set<GrantType> grants) {
        grantTypes = grants.stream().sorted().map(GrantType::wireName).toArray(String[]::new);
    }
}
