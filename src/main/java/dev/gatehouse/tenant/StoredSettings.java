// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.adminapi.ManagedMark;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of a tenant in the database: one row per tenant. */
@Entity
@Table(name = "settings")
class StoredSettings {
    @Id
    @Column(name = "tenant_id")
    String tenantId;

    @Column(name = "require_https")
    boolean requireHttps;

    @Column(name = "require_pkce")
    boolean requirePkce;

    @Column(name = "authorization_code_lifetime")
    int authorizationCodeLifetime;

    @Column(name = "access_token_lifetime")
    @Nullable Integer accessTokenLifetime;

    @Column(name = "refresh_count")
    @Nullable Integer refreshCount;

    @Column(name = "refresh_grace")
    int refreshGrace;

    /** 0 means no limit. */
    @Column(name = "refresh_inactivity_days")
    int refreshInactivityDays;

    /** 0 means no maximum. */
    @Column(name = "refresh_maximum_age_days")
    int refreshMaximumAgeDays;

    @Enumerated(EnumType.STRING)
    @Column(name = "access_token_format")
    AccessTokenFormat accessTokenFormat;

    @Enumerated(EnumType.STRING)
    @Column(name = "access_token_type_header")
    TokenTypeHeader accessTokenTypeHeader;

    @Enumerated(EnumType.STRING)
    @Column(name = "signing_algorithm")
    SigningAlgorithm signingAlgorithm;

    @Column(name = "signing_key_lifetime")
    @Nullable Integer signingKeyLifetime;

    @Column(name = "audit_retention")
    @Nullable Integer auditRetention;

    @Column(name = "allow_implicit")
    boolean allowImplicit;

    @Column(name = "allow_password")
    boolean allowPassword;

    @Column(name = "approval_title")
    @Nullable String approvalTitle;

    @Column(name = "approval_heading")
    @Nullable String approvalHeading;

    @Column(name = "approval_footer")
    @Nullable String approvalFooter;

    /** Null without a logo. {@link StoredLogo} has the content. */
    @Column(name = "approval_logo_type", insertable = false, updatable = false)
    @Nullable String approvalLogoType;

    /** The mark of configuration files; null: not managed. */
    @Enumerated(EnumType.STRING)
    @Column
    @Nullable ManagedMark managed;

    @Version
    @Column(name = "lock_version")
    int lockVersion;

    Settings snapshot() {
        return new Settings(
                requireHttps,
                requirePkce,
                Duration.ofSeconds(authorizationCodeLifetime),
                Optional.ofNullable(accessTokenLifetime).map(Duration::ofSeconds),
                refreshCount,
                Duration.ofSeconds(refreshGrace),
                days(refreshInactivityDays),
                days(refreshMaximumAgeDays),
                accessTokenFormat,
                accessTokenTypeHeader,
                signingAlgorithm,
                Optional.ofNullable(signingKeyLifetime).map(Duration::ofDays),
                Optional.ofNullable(auditRetention).map(Duration::ofDays),
                allowImplicit,
                allowPassword,
                approvalTitle,
                approvalHeading,
                approvalFooter,
                approvalLogoType != null);
    }

    private static Optional<Duration> days(int days) {
        return days == 0 ? Optional.empty() : Optional.of(Duration.ofDays(days));
    }
}
