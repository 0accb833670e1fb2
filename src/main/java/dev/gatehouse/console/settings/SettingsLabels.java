// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import dev.gatehouse.console.Labels;

/** The labels of the fields in the forms of settings. */
public final class SettingsLabels {
    private SettingsLabels() {}

    /** The form of the general settings. */
    public static final Labels SETTINGS = (field, language) -> {
        var settings = language.texts(SettingsMessages.class);
        return switch (field) {
            case "requireHttps" -> settings.requireHttps();
            case "requirePkce" -> settings.requirePkce();
            case "allowImplicit" -> settings.allowImplicit();
            case "allowPassword" -> settings.allowPassword();
            case "authorizationCodeLifetime" -> settings.codeLifetime();
            case "accessTokenFormat" -> settings.format();
            case "accessTokenTypeHeader" -> settings.typeHeader();
            case "tokenExpiry" -> settings.expiry();
            case "accessTokenLifetime" -> settings.tokenLifetime();
            case "refresh" -> settings.refresh();
            case "refreshCount" -> settings.refreshCount();
            case "refreshGrace" -> settings.grace();
            case "refreshInactivityDays" -> settings.refreshInactivity();
            case "refreshMaximumAgeDays" -> settings.refreshMaximumAge();
            case "signingAlgorithm" -> settings.algorithm();
            case "rotation" -> settings.rotation();
            case "signingKeyLifetime" -> settings.keyLifetime();
            case "retention" -> settings.retention();
            case "auditRetention" -> settings.auditRetention();
            default -> null;
        };
    };

    /** The form for the texts and the logo of the permissions page. */
    public static final Labels PERMISSIONS_PAGE = (field, language) -> {
        var settings = language.texts(SettingsMessages.class);
        return switch (field) {
            case "approvalTitle" -> settings.approvalTitle();
            case "approvalHeading" -> settings.approvalHead();
            case "approvalFooter" -> settings.approvalFooter();
            case "logo" -> settings.logoFile();
            default -> null;
        };
    };
}
