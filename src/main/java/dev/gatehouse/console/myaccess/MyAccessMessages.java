// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.myaccess;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of My access, which every user can open. */
@MessageBundle(value = "mine", locale = "en")
public interface MyAccessMessages {

    // Sections

    String parts();

    String applications();

    String sessions();

    String password();

    String passkeys();

    // Applications

    String applicationsHeading();

    String applicationsLead();

    String noApplications();

    String noApplicationsAdvice();

    String version();

    String switchedOff();

    String switchedOffNote();

    String may();

    String mayNothingNow();

    String since();

    String lastUsed();

    String notUsedYet();

    String keys();

    String noKeys();

    String keyCount(int n);

    String keysAndMore(int n);

    String remembered();

    String revokeAccess();

    // Tokens of an application

    String tokensHeading();

    String tokensLead();

    String tokensNewest(int n);

    String tokenUnnamed();

    String until();

    String renewed();

    String forGood();

    String revokeToken();

    String revokeTokenLoses();

    String revokeTokenStays();

    // Revoking the access of an application

    String revokeAccessHeading();

    String revokeAccessLead();

    String stopsWorking();

    String noLongerMay();

    String keysEnd(int n);

    String manyKeysEnd(int n);

    String consentEnds();

    String whatStays();

    // Sessions

    String sessionsHeading();

    String sessionsLead();

    String thisOne();

    String address();

    String unknownAddress();

    String signedInSince();

    String lastSeen();

    String signOutThere();

    String signOutElsewhere();

    String onlyHere();

    // Password

    String passwordHeading();

    String passwordLead();

    String currentPassword();

    String newPassword();

    String newPasswordHint();

    String repeatedPassword();

    String changePassword();

    String currentPasswordMissing();

    String currentPasswordWrong();

    String newPasswordMissing();

    String newPasswordShort();

    String newPasswordLong();

    String newPasswordUntypable();

    String repeatedPasswordDiffers();

    String passwordChangedMeanwhile();

    String busy();

    // Passkeys

    String passkeysLead();

    String yourPasskeys();

    String noPasskeys();

    String added();

    String synced();

    String rename();

    String remove();

    String addPasskey();

    String addPasskeyHow();

    String passkeyImpossible();

    String passkeysFull(int n);

    String passkeyName();

    String passkeyNameHint();

    String passkeyNameMissing();

    String passkeyNameUnfit();

    String passkeyPassword();

    String passkeyPasswordWhy();

    String passkeyPasswordAgain();

    String passkeyFailed();

    String passkeyKnown();

    String renameHeading();

    String removeHeading();

    String removeEffect();

    String removeLast();

    String removeFromDevice();

    // Notices

    String noticeRevoked();

    String noticeAccessGone();

    String noticeTokenRevoked();

    String noticeTokenGone();

    String noticeSignedOut();

    String noticeSessionGone();

    String noticeSignedOutElsewhere();

    String noticePassword();

    String noticePasskeyAdded();

    String noticePasskeyRemoved();

    String noticePasskeyGone();
}
