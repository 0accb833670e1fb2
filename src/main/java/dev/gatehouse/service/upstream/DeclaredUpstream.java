// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.upstream;

import dev.gatehouse.adminapi.ManagedMark;
import dev.gatehouse.platform.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stored upstream that an administrator declared. The secret is encrypted. */
@Entity
@Table(name = "upstream")
public class DeclaredUpstream extends TenantOwned {
    @Id
    UUID id;

    /** The URL in canonical form. */
    @Column
    String url;

    @Column
    @Nullable String description;

    @Enumerated(EnumType.STRING)
    @Column
    UpstreamAuthentication authentication;

    @Column(name = "header_name")
    @Nullable String headerName;

    @Column(name = "token_url")
    @Nullable String tokenUrl;

    @Column(name = "client_id")
    @Nullable String clientId;

    @Enumerated(EnumType.STRING)
    @Column(name = "client_authentication")
    @Nullable TokenServerAuthentication clientAuthentication;

    @Column(name = "token_scope")
    @Nullable String scope;

    @Column(name = "token_resource")
    @Nullable String resource;

    @Column(name = "token_audience")
    @Nullable String audience;

    /** The encrypted header value or client secret. */
    @Column(name = "sealed_secret")
    byte @Nullable [] sealedSecret;

    @Column(name = "trusted_certificates")
    @Nullable String trustedCertificates;

    @Column(name = "max_concurrent")
    int maxConcurrent;

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

    /** Returns the URL; empty if an earlier version accepted it and it breaks a rule now. */
    public Optional<UpstreamUrl> parsedUrl() {
        return UpstreamUrl.of(URI.create(url));
    }
}
