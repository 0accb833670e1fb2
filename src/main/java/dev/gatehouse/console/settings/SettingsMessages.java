// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Settings, without those of trusted issuers. */
@MessageBundle(value = "settings", locale = "en")
public interface SettingsMessages {

    // Section

    String heading();

    String lead();

    String warnings();

    String generalTab();

    String approvalTab();

    String keysTab();

    String issuersTab();

    // Risks

    String warnHttps();

    String warnPkce();

    String warnNeverExpire();

    String warnRefreshNeverExpires();

    String warnKeys();

    String warnImplicit();

    String warnPassword();

    // Security

    String security();

    String requireHttps();

    String requireHttpsHint();

    String requireHttpsOn();

    String requireHttpsOff();

    String requireHttpsOffHint();

    String requirePkce();

    String requirePkceHint();

    String requirePkceOn();

    String requirePkceOff();

    String requirePkceOffHint();

    // Grants

    String grants();

    String allowed();

    String refused();

    String allowImplicit();

    String allowImplicitHint();

    String allowImplicitRisk();

    String allowPassword();

    String allowPasswordHint();

    String allowPasswordRisk();

    String codeLifetime();

    String codeLifetimeHint();

    // Tokens

    String tokens();

    String format();

    String formatHint();

    String typeHeader();

    String typeHeaderHint();

    String typeHeaderAtJwt();

    String typeHeaderAtJwtHint();

    String typeHeaderJwt();

    String typeHeaderJwtHint();

    String formatJwt();

    String formatJwtHint();

    String formatOpaque();

    String formatOpaqueHint();

    String expiry();

    String expiryHint();

    String expires();

    String expiresNever();

    String expiresNeverHint();

    String tokenLifetime();

    String tokenLifetimeHint();

    String refresh();

    String refreshHint();

    String refreshLimited();

    String refreshUnlimited();

    String refreshCount();

    String refreshCountHint();

    String grace();

    String graceHint();

    String refreshInactivity();

    String refreshInactivityHint();

    String refreshMaximumAge();

    String refreshMaximumAgeHint();

    // Signing

    String signing();

    String algorithm();

    String algorithmHint();

    String es256Hint();

    String rs256Hint();

    String rotation();

    String rotationHint();

    String rotationScheduled();

    String rotationNever();

    String rotationNeverHint();

    String keyLifetime();

    String keyLifetimeHint();

    // Audit log

    String auditLog();

    String retention();

    String retentionHint();

    String retentionLimited();

    String retentionUnlimited();

    String retentionUnlimitedHint();

    String auditRetention();

    String auditRetentionHint();

    // Permissions page

    String approvalHeading();

    String approvalLead();

    String texts();

    String approvalTitle();

    String approvalTitleHint();

    String approvalHead();

    String approvalHeadHint();

    String approvalFooter();

    String approvalFooterHint();

    String previewStored();

    String previewTyped();

    String previewHint();

    String logo();

    String logoNow();

    String logoNone();

    String logoFile();

    String logoHint();

    String logoUpload();

    String logoRemove();

    String logoRemoveHeading();

    String logoRemoveExplanation();

    // Signing keys

    String keysHeading();

    String keysLead();

    String keysEvery(int days);

    String keysManual();

    String keysNone();

    String keysNoneAdvice();

    String keyState();

    String keyId();

    String keyFrom();

    String keyUntil();

    String keyPublished();

    String keyOpen();

    String states();

    String stateNext();

    String stateNextMeans();

    String stateActive();

    String stateActiveMeans();

    String stateRetiring();

    String stateRetiringMeans();

    String rotateKeys();

    String rotateHeading();

    String rotateExplanation();

    String replaceKeys();

    String replaceHeading();

    String replaceExplanation();

    String replaceLost();
}
