// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service;

import dev.gatehouse.adminapi.ManagedMark;
import dev.gatehouse.cluster.RateLimit;
import dev.gatehouse.http.HttpMethods;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored service that can be called through the gateway. Its path is a canonical URL pattern. */
@Entity
@Table(name = "exposed_service")
public class ExposedService extends TenantOwned {
    @Id
    public UUID id;

    @Column(updatable = false)
    public UUID project;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    public ServiceKind kind;

    /** The name of the flow service or REST API, a path segment. */
    @Column
    public String name;

    /** The pattern below the REST API, such as {@code /customers/*}; empty for a flow service. */
    @Column
    public String resource;

    @Column
    public String path;

    @Column
    public String[] methods;

    @Column
    public @Nullable String description;

    @Column(name = "upstream_url")
    public String upstreamUrl;

    @Column(name = "timeout_ms")
    public int timeoutMs;

    @Embedded
    @Nullable RateLimit rateLimit;

    @Enumerated(EnumType.STRING)
    @Column(name = "cors")
    CorsMode corsMode;

    @Column(name = "cors_origins")
    String[] corsOrigins;

    /** Whether an OpenAPI document is the source, so that another import can change or delete the service. */
    @Column(updatable = false)
    public boolean imported;

    /** Written only by {@link dev.gatehouse.database.LastUses}. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    public @Nullable Instant lastUsedAt;

    @Column(name = "created_at", updatable = false)
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** The mark of configuration files; null: not managed. */
    @Enumerated(EnumType.STRING)
    @Column
    public @Nullable ManagedMark managed;

    @Version
    @Column(name = "lock_version")
    int lockVersion;

    public CorsRule cors() {
        return new CorsRule(corsMode, List.of(corsOrigins));
    }

    public void cors(CorsRule rule) {
        corsMode = rule.mode();
        corsOrigins = rule.origins().toArray(String[]::new);
    }

    public HttpMethods httpMethods() {
        return new HttpMethods(Set.of(methods));
    }
}
