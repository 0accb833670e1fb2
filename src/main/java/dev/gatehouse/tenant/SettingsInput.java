// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.FieldErrors;
import dev.gatehouse.tenant.quota.QuotaErrors;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a tenant in the input of the admin API. All settings are required, so that an omission is an error
 * and not a reset. Five kinds of settings may be null: the texts, the access token lifetime (never expires), the
 * refresh count (unlimited), the signing key lifetime (no scheduled rotation) and the audit retention (unlimited). The
 * expiry days of refresh tokens and the token type header may be omitted and then remain unchanged, because older
 * callers do not know these settings and would remove the limits. Read-only properties of the view are ignored.
 */
@JsonIgnoreProperties({"approvalLogo", "managed", "warnings"})
public record SettingsInput(
        @Nullable Boolean requireHttps,
        @Nullable Boolean requirePkce,
        @Nullable Integer authorizationCodeLifetime,
        @Nullable Integer accessTokenLifetime,
        @Nullable Integer refreshCount,
        @Nullable Integer refreshGrace,
        @Nullable Integer refreshInactivityDays,
        @Nullable Integer refreshMaximumAgeDays,
        @Nullable AccessTokenFormat accessTokenFormat,
        @Nullable TokenTypeHeader accessTokenTypeHeader,
        @Nullable SigningAlgorithm signingAlgorithm,
        @Nullable Integer signingKeyLifetime,
        @Nullable Integer auditRetention,
        @Nullable Boolean allowImplicit,
        @Nullable Boolean allowPassword,
        @Nullable String approvalTitle,
        @Nullable String approvalHeading,
        @Nullable String approvalFooter) {
    private static final int MAX_CODE_LIFETIME = 600;
    private static final int MAX_GRACE = 60;
    private static final int MAX_KEY_LIFETIME = 3650;
    private static final int MAX_REFRESH_DAYS = 3650;

    /** The minimum retention in days, so that no administrator can erase the record of recent actions. */
    private static final int MIN_RETENTION = 30;

    private static final int MAX_RETENTION = 3650;

    /**
     * Applies the input to the stored settings. Adds an error for each value that is not valid.
     *
     * @param auditDays the quota of the retention; null means unlimited
     */
    void apply(StoredSettings settings, @Nullable Integer auditDays, FieldErrors errors) {
        settings.requireHttps = given("requireHttps", requireHttps, settings.requireHttps, errors);
        settings.requirePkce = given("requirePkce", requirePkce, settings.requirePkce, errors);
        settings.authorizationCodeLifetime =
                within("authorizationCodeLifetime", authorizationCodeLifetime, 1, MAX_CODE_LIFETIME, errors);
        settings.accessTokenLifetime = accessTokenLifetime == null
                ? null
                : within("accessTokenLifetime", accessTokenLifetime, 1, Integer.MAX_VALUE, errors);
        settings.refreshCount =
                refreshCount == null ? null : within("refreshCount", refreshCount, 0, Integer.MAX_VALUE, errors);
        settings.refreshGrace = within("refreshGrace", refreshGrace, 0, MAX_GRACE, errors);
        settings.refreshInactivityDays = refreshInactivityDays == null
                ? settings.refreshInactivityDays
                : within("refreshInactivityDays", refreshInactivityDays, 0, MAX_REFRESH_DAYS, errors);
        settings.refreshMaximumAgeDays = refreshMaximumAgeDays == null
                ? settings.refreshMaximumAgeDays
                : within("refreshMaximumAgeDays", refreshMaximumAgeDays, 0, MAX_REFRESH_DAYS, errors);
        settings.accessTokenFormat = given("accessTokenFormat", accessTokenFormat, settings.accessTokenFormat, errors);
        settings.accessTokenTypeHeader =
                Objects.requireNonNullElse(accessTokenTypeHeader, settings.accessTokenTypeHeader);
        settings.signingAlgorithm = given("signingAlgorithm", signingAlgorithm, settings.signingAlgorithm, errors);
        settings.signingKeyLifetime = signingKeyLifetime == null
                ? null
                : within("signingKeyLifetime", signingKeyLifetime, 1, MAX_KEY_LIFETIME, errors);
        settings.auditRetention = auditRetention == null
                ? null
                : within("auditRetention", auditRetention, MIN_RETENTION, MAX_RETENTION, errors);
        if (auditDays != null && (auditRetention == null || auditRetention > auditDays)) {
            errors.add("auditRetention", QuotaErrors.auditDays(auditDays));
        }
        settings.allowImplicit = given("allowImplicit", allowImplicit, settings.allowImplicit, errors);
        settings.allowPassword = given("allowPassword", allowPassword, settings.allowPassword, errors);
        settings.approvalTitle = errors.optional("approvalTitle", approvalTitle, 100);
        settings.approvalHeading = errors.optional("approvalHeading", approvalHeading, 200);
        settings.approvalFooter = errors.optional("approvalFooter", approvalFooter, 500);
    }

    private static <T> T given(String field, @Nullable T value, T stored, FieldErrors errors) {
        errors.check(value != null, field, CommonErrors.required());
        return Objects.requireNonNullElse(value, stored);
    }

    private static int within(String field, @Nullable Integer value, int least, int most, FieldErrors errors) {
        errors.check(value != null && value >= least && value <= most, field, CommonErrors.outOfRange(least, most));
        return value == null ? least : value;
    }
}
