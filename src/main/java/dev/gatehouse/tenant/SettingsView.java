// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gatehouse.adminapi.ManagedObjects;
import dev.gatehouse.http.Paths;
import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a tenant in responses of the admin API.
 *
 * @param authorizationCodeLifetime in seconds
 * @param accessTokenLifetime in seconds; null means that access tokens never expire
 * @param refreshCount the default refresh count of new clients; null means unlimited
 * @param refreshGrace in seconds
 * @param refreshInactivityDays the days after which an unused refresh token expires; 0 means never
 * @param refreshMaximumAgeDays the days after which a grant cannot be refreshed; 0 means unlimited
 * @param approvalLogo the path of the logo; null without a logo
 * @param signingKeyLifetime in days; null means no scheduled rotation
 * @param auditRetention in days; null means that audit events are never removed
 * @param managed true: configuration files manage the settings; null: they do not
 * @param warnings the risks of these settings, as sentences
 */
@TemplateData
public record SettingsView(
        boolean requireHttps,
        boolean requirePkce,
        int authorizationCodeLifetime,
        @Nullable Integer accessTokenLifetime,
        @Nullable Integer refreshCount,
        int refreshGrace,
        int refreshInactivityDays,
        int refreshMaximumAgeDays,
        AccessTokenFormat accessTokenFormat,
        TokenTypeHeader accessTokenTypeHeader,
        SigningAlgorithm signingAlgorithm,
        @Nullable Integer signingKeyLifetime,
        @Nullable Integer auditRetention,
        boolean allowImplicit,
        boolean allowPassword,
        @Nullable String approvalTitle,
        @Nullable String approvalHeading,
        @Nullable String approvalFooter,

        @JsonProperty(access = JsonProperty.Access.READ_ONLY) @Nullable String approvalLogo,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean managed,

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        List<String> warnings) {

    static SettingsView of(StoredSettings settings) {
        return new SettingsView(
                settings.requireHttps,
                settings.requirePkce,
                settings.authorizationCodeLifetime,
                settings.accessTokenLifetime,
                settings.refreshCount,
                settings.refreshGrace,
                settings.refreshInactivityDays,
                settings.refreshMaximumAgeDays,
                settings.accessTokenFormat,
                settings.accessTokenTypeHeader,
                settings.signingAlgorithm,
                settings.signingKeyLifetime,
                settings.auditRetention,
                settings.allowImplicit,
                settings.allowPassword,
                settings.approvalTitle,
                settings.approvalHeading,
                settings.approvalFooter,
                settings.approvalLogoType == null ? null : Paths.LOGO,
                ManagedObjects.shown(settings.managed),
                warnings(settings));
    }

    private static List<String> warnings(StoredSettings settings) {
        var warnings = new ArrayList<String>();
        if (!settings.requireHttps) {
            warnings.add("Without HTTPS, others on the network can read passwords and tokens.");
        }
        if (!settings.requirePkce) {
            warnings.add("Confidential clients can omit PKCE unless their registration requires it.");
        }
        if (settings.accessTokenLifetime == null) {
            warnings.add("Access tokens never expire. A leaked token works until it is revoked.");
        }
        if (settings.refreshInactivityDays == 0 && settings.refreshMaximumAgeDays == 0) {
            warnings.add("Refresh tokens never expire. A leaked, unused refresh token works until it is revoked.");
        }
        if (settings.signingKeyLifetime == null) {
            warnings.add("Signing keys are not rotated automatically. A leaked key signs until it is replaced.");
        }
        if (settings.allowImplicit) {
            warnings.add("The implicit grant puts tokens into the browser history.");
        }
        if (settings.allowPassword) {
            warnings.add("The password grant shows the passwords of users to clients.");
        }
        return List.copyOf(warnings);
    }
}
