// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.settings;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Settings, without those of trusted issuers. */
@MessageBundle(value = "settings", locale = "en")
public interface SettingsMessages {

    // Section

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String warnings();

    @Message
    String generalTab();

    @Message
    String approvalTab();

    @Message
    String keysTab();

    @Message
    String issuersTab();

    // Risks

    @Message
    String warnHttps();

    @Message
    String warnPkce();

    @Message
    String warnNeverExpire();

    @Message
    String warnRefreshNeverExpires();

    @Message
    String warnKeys();

    @Message
    String warnImplicit();

    @Message
    String warnPassword();

    // Security

    @Message
    String security();

    @Message
    String requireHttps();

    @Message
    String requireHttpsHint();

    @Message
    String requireHttpsOn();

    @Message
    String requireHttpsOff();

    @Message
    String requireHttpsOffHint();

    @Message
    String requirePkce();

    @Message
    String requirePkceHint();

    @Message
    String requirePkceOn();

    @Message
    String requirePkceOff();

    @Message
    String requirePkceOffHint();

    // Grants

    @Message
    String grants();

    @Message
    String allowed();

    @Message
    String refused();

    @Message
    String allowImplicit();

    @Message
    String allowImplicitHint();

    @Message
    String allowImplicitRisk();

    @Message
    String allowPassword();

    @Message
    String allowPasswordHint();

    @Message
    String allowPasswordRisk();

    @Message
    String codeLifetime();

    @Message
    String codeLifetimeHint();

    // Tokens

    @Message
    String tokens();

    @Message
    String format();

    @Message
    String formatHint();

    @Message
    String typeHeader();

    @Message
    String typeHeaderHint();

    @Message
    String typeHeaderAtJwt();

    @Message
    String typeHeaderAtJwtHint();

    @Message
    String typeHeaderJwt();

    @Message
    String typeHeaderJwtHint();

    @Message
    String formatJwt();

    @Message
    String formatJwtHint();

    @Message
    String formatOpaque();

    @Message
    String formatOpaqueHint();

    @Message
    String expiry();

    @Message
    String expiryHint();

    @Message
    String expires();

    @Message
    String expiresNever();

    @Message
    String expiresNeverHint();

    @Message
    String tokenLifetime();

    @Message
    String tokenLifetimeHint();

    @Message
    String refresh();

    @Message
    String refreshHint();

    @Message
    String refreshLimited();

    @Message
    String refreshUnlimited();

    @Message
    String refreshCount();

    @Message
    String refreshCountHint();

    @Message
    String grace();

    @Message
    String graceHint();

    @Message
    String refreshInactivity();

    @Message
    String refreshInactivityHint();

    @Message
    String refreshMaximumAge();

    @Message
    String refreshMaximumAgeHint();

    // Signing

    @Message
    String signing();

    @Message
    String algorithm();

    @Message
    String algorithmHint();

    @Message
    String es256Hint();

    @Message
    String rs256Hint();

    @Message
    String rotation();

    @Message
    String rotationHint();

    @Message
    String rotationScheduled();

    @Message
    String rotationNever();

    @Message
    String rotationNeverHint();

    @Message
    String keyLifetime();

    @Message
    String keyLifetimeHint();

    // Audit log

    @Message
    String auditLog();

    @Message
    String retention();

    @Message
    String retentionHint();

    @Message
    String retentionLimited();

    @Message
    String retentionUnlimited();

    @Message
    String retentionUnlimitedHint();

    @Message
    String auditRetention();

    @Message
    String auditRetentionHint();

    // Permissions page

    @Message
    String approvalHeading();

    @Message
    String approvalLead();

    @Message
    String texts();

    @Message
    String approvalTitle();

    @Message
    String approvalTitleHint();

    @Message
    String approvalHead();

    @Message
    String approvalHeadHint();

    @Message
    String approvalFooter();

    @Message
    String approvalFooterHint();

    @Message
    String previewStored();

    @Message
    String previewTyped();

    @Message
    String previewHint();

    @Message
    String logo();

    @Message
    String logoNow();

    @Message
    String logoNone();

    @Message
    String logoFile();

    @Message
    String logoHint();

    @Message
    String logoUpload();

    @Message
    String logoRemove();

    @Message
    String logoRemoveHeading();

    @Message
    String logoRemoveExplanation();

    // Signing keys

    @Message
    String keysHeading();

    @Message
    String keysLead();

    @Message
    String keysEvery(int days);

    @Message
    String keysManual();

    @Message
    String keysNone();

    @Message
    String keysNoneAdvice();

    @Message
    String keyState();

    @Message
    String keyId();

    @Message
    String keyFrom();

    @Message
    String keyUntil();

    @Message
    String keyPublished();

    @Message
    String keyOpen();

    @Message
    String states();

    @Message
    String stateNext();

    @Message
    String stateNextMeans();

    @Message
    String stateActive();

    @Message
    String stateActiveMeans();

    @Message
    String stateRetiring();

    @Message
    String stateRetiringMeans();

    @Message
    String rotateKeys();

    @Message
    String rotateHeading();

    @Message
    String rotateExplanation();

    @Message
    String replaceKeys();

    @Message
    String replaceHeading();

    @Message
    String replaceExplanation();

    @Message
    String replaceLost();
}
