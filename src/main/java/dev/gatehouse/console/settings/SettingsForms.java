// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import dev.gatehouse.adminapi.EntityTags;
import dev.gatehouse.console.Form;
import dev.gatehouse.problem.CommonErrors;
import dev.gatehouse.problem.ProblemException;
import dev.gatehouse.tenant.AccessTokenFormat;
import dev.gatehouse.tenant.SettingsInput;
import dev.gatehouse.tenant.SettingsView;
import dev.gatehouse.tenant.SigningAlgorithm;
import dev.gatehouse.tenant.TokenTypeHeader;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of settings. The admin API replaces all settings at once, so each form sends the settings of the other
 * form unchanged; the version prevents overwriting changes of another user.
 */
@ApplicationScoped
class SettingsForms {
    static final String TITLE = "approvalTitle";
    static final String HEADING = "approvalHeading";
    static final String FOOTER = "approvalFooter";

    private static final String TOKEN_EXPIRY = "tokenExpiry";
    private static final String REFRESH = "refresh";
    private static final String ROTATION = "rotation";
    private static final String RETENTION = "retention";
    private static final String LIMITED = "LIMITED";
    private static final String UNLIMITED = "UNLIMITED";

    private final EntityTags tags;

    SettingsForms(EntityTags tags) {
        this.tags = tags;
    }

    Form general(SettingsView settings) {
        return Form.blank()
                .with(Form.VERSION, tags.of(settings))
                .with("requireHttps", String.valueOf(settings.requireHttps()))
                .with("requirePkce", String.valueOf(settings.requirePkce()))
                .with("allowImplicit", String.valueOf(settings.allowImplicit()))
                .with("allowPassword", String.valueOf(settings.allowPassword()))
                .with("authorizationCodeLifetime", settings.authorizationCodeLifetime())
                .with("accessTokenFormat", settings.accessTokenFormat())
                .with("accessTokenTypeHeader", settings.accessTokenTypeHeader())
                .with(TOKEN_EXPIRY, limit(settings.accessTokenLifetime()))
                .with("accessTokenLifetime", settings.accessTokenLifetime())
                .with(REFRESH, limit(settings.refreshCount()))
                .with("refreshCount", settings.refreshCount())
                .with("refreshGrace", settings.refreshGrace())
                .with("refreshInactivityDays", settings.refreshInactivityDays())
                .with("refreshMaximumAgeDays", settings.refreshMaximumAgeDays())
                .with("signingAlgorithm", settings.signingAlgorithm())
                .with(ROTATION, limit(settings.signingKeyLifetime()))
                .with("signingKeyLifetime", settings.signingKeyLifetime())
                .with(RETENTION, limit(settings.auditRetention()))
                .with("auditRetention", settings.auditRetention());
    }

    /** Returns all settings: those of the form, and the stored texts. */
    SettingsInput general(Form form, SettingsView stored) {
        return new SettingsInput(
                flag(form, "requireHttps"),
                flag(form, "requirePkce"),
                form.number("authorizationCodeLifetime"),
                limited(form, TOKEN_EXPIRY, "accessTokenLifetime"),
                limited(form, REFRESH, "refreshCount"),
                form.number("refreshGrace"),
                form.number("refreshInactivityDays"),
                form.number("refreshMaximumAgeDays"),
                form.choice("accessTokenFormat", AccessTokenFormat.class),
                form.choice("accessTokenTypeHeader", TokenTypeHeader.class),
                form.choice("signingAlgorithm", SigningAlgorithm.class),
                limited(form, ROTATION, "signingKeyLifetime"),
                limited(form, RETENTION, "auditRetention"),
                flag(form, "allowImplicit"),
                flag(form, "allowPassword"),
                stored.approvalTitle(),
                stored.approvalHeading(),
                stored.approvalFooter());
    }

    Form approval(SettingsView settings) {
        return Form.blank()
                .with(Form.VERSION, tags.of(settings))
                .with(TITLE, settings.approvalTitle())
                .with(HEADING, settings.approvalHeading())
                .with(FOOTER, settings.approvalFooter());
    }

    /** Returns all settings: the texts of the form, and the other stored settings. */
    SettingsInput approval(Form form, SettingsView stored) {
        return new SettingsInput(
                stored.requireHttps(),
                stored.requirePkce(),
                stored.authorizationCodeLifetime(),
                stored.accessTokenLifetime(),
                stored.refreshCount(),
                stored.refreshGrace(),
                stored.refreshInactivityDays(),
                stored.refreshMaximumAgeDays(),
                stored.accessTokenFormat(),
                stored.accessTokenTypeHeader(),
                stored.signingAlgorithm(),
                stored.signingKeyLifetime(),
                stored.auditRetention(),
                stored.allowImplicit(),
                stored.allowPassword(),
                form.text(TITLE),
                form.text(HEADING),
                form.text(FOOTER));
    }

    private static String limit(@Nullable Integer value) {
        return value == null ? UNLIMITED : LIMITED;
    }

    /** Returns a limit; null only if unlimited is selected. A missing number is an error. */
    private static @Nullable Integer limited(Form form, String choice, String field) {
        if (form.has(choice, UNLIMITED)) {
            return null;
        }
        var number = form.number(field);
        if (number == null) {
            throw ProblemException.invalid(field, CommonErrors.required());
        }
        return number;
    }

    private static @Nullable Boolean flag(Form form, String field) {
        return form.text(field) == null ? null : form.flag(field);
    }
}
