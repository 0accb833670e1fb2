package dev.gatehouse.service;

import dev.gatehouse.platform.HttpMethods;
import dev.gatehouse.platform.RateLimit;
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

/** Something that may be called through the gateway. Its path is a canonical URL pattern. */
@Entity
@Table(name = "exposed_service")
class ExposedService extends TenantOwned {
    @Id
    UUID id;

    @Column(updatable = false)
    UUID project;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    ServiceKind kind;

    /** The flow service's or the REST API's name: a path segment. */
    @Column
    String name;

    /** Below a REST API: a pattern such as {@code /customers/*}; empty for a flow service. */
    @Column
    String resource;

    @Column
    String path;

    @Column
    String[] methods;

    @Column
    @Nullable String description;

    @Column(name = "upstream_url")
    String upstreamUrl;

    @Column(name = "timeout_ms")
    int timeoutMs;

    @Embedded
    @Nullable RateLimit rateLimit;

    @Enumerated(EnumType.STRING)
    @Column(name = "cors")
    CorsMode corsMode;

    @Column(name = "cors_origins")
    String[] corsOrigins;

    /** Whether an OpenAPI document is its source, so that importing it again changes or removes it. */
    @Column(updatable = false)
    boolean imported;

    /** Written by {@link dev.gatehouse.platform.LastUses} alone. */
    @Column(name = "last_used_at", insertable = false, updatable = false)
    @Nullable Instant lastUsedAt;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Version
    @Column(name = "lock_version")
    int lockVersion;

    CorsRule cors() {
        return new CorsRule(corsMode, List.of(corsOrigins));
    }

    void cors(CorsRule rule) {
        corsMode = rule.mode();
        corsOrigins = rule.origins().toArray(String[]::new);
    }

    HttpMethods httpMethods() {
        return new HttpMethods(Set.of(methods));
    }
}
