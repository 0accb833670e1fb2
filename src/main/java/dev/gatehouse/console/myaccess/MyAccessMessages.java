// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.myaccess;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of My access, which every user can open. */
@MessageBundle(value = "mine", locale = "en")
public interface MyAccessMessages {

    // Sections

    @Message
    String parts();

    @Message
    String applications();

    @Message
    String sessions();

    @Message
    String password();

    @Message
    String passkeys();

    // // Applications

    @Message
    String applicationsHeading();

    @Message
    String applicationsLead();

    @Message
    String noApplications();

    @Message
    String noApplicationsAdvice();

    @Message
    String version();

    @Message
    String switchedOff();

    @Message
    String switchedOffNote();

    @Message
    String may();

    @Message
    String mayNothingNow();

    @Message
    String since();

    @Message
    String lastUsed();

    @Message
    String notUsedYet();

    @Message
    String keys();

    @Message
    String noKeys();

    @Message
    String keyCount(int n);

    @Message
    String keysAndMore(int n);

    @Message
    String remembered();

    @Message
    String takeBack();

    // Tokens of an application

    @Message
    String tokensHeading();

    @Message
    String tokensLead();

    @Message
    String tokensNewest(int n);

    @Message
    String tokenUnnamed();

    @Message
    String until();

    @Message
    String renewed();

    @Message
    String forGood();

    @Message
    String takeBackToken();

    @Message
    String takeBackTokenLoses();

    @Message
    String takeBackTokenStays();

    // Revoking the access of an application

    @Message
    String takeBackHeading();

    @Message
    String takeBackLead();

    @Message
    String stopsWorking();

    @Message
    String noLongerMay();

    @Message
    String keysEnd(int n);

    @Message
    String manyKeysEnd(int n);

    @Message
    String consentEnds();

    @Message
    String whatStays();

    // Sessions

    @Message
    String sessionsHeading();

    @Message
    String sessionsLead();

    @Message
    String thisOne();

    @Message
    String address();

    @Message
    String unknownAddress();

    @Message
    String signedInSince();

    @Message
    String lastSeen();

    @Message
    String signOutThere();

    @Message
    String signOutElsewhere();

    @Message
    String onlyHere();

    // Password

    @Message
    String passwordHeading();

    @Message
    String passwordLead();

    @Message
    String currentPassword();

    @Message
    String newPassword();

    @Message
    String newPasswordHint();

    @Message
    String repeatedPassword();

    @Message
    String changePassword();

    @Message
    String currentPasswordMissing();

    @Message
    String currentPasswordWrong();

    @Message
    String newPasswordMissing();

    @Message
    String newPasswordShort();

    @Message
    String newPasswordLong();

    @Message
    String newPasswordUntypable();

    @Message
    String repeatedPasswordDiffers();

    @Message
    String passwordChangedMeanwhile();

    @Message
    String busy();

    // // Passkeys

    @Message
    String passkeysLead();

    @Message
    String yourPasskeys();

    @Message
    String noPasskeys();

    @Message
    String added();

    @Message
    String synced();

    @Message
    String rename();

    @Message
    String remove();

    @Message
    String addPasskey();

    @Message
    String addPasskeyHow();

    @Message
    String passkeyImpossible();

    @Message
    String passkeysFull(int n);

    @Message
    String passkeyName();

    @Message
    String passkeyNameHint();

    @Message
    String passkeyNameMissing();

    @Message
    String passkeyNameUnfit();

    @Message
    String passkeyPassword();

    @Message
    String passkeyPasswordWhy();

    @Message
    String passkeyPasswordAgain();

    @Message
    String passkeyFailed();

    @Message
    String passkeyKnown();

    @Message
    String renameHeading();

    @Message
    String removeHeading();

    @Message
    String removeEffect();

    @Message
    String removeLast();

    @Message
    String removeFromDevice();

    // Notices

    @Message
    String noticeTakenBack();

    @Message
    String noticeTokenTakenBack();

    @Message
    String noticeSignedOut();

    @Message
    String noticeSignedOutElsewhere();

    @Message
    String noticePassword();

    @Message
    String noticePasskeyAdded();

    @Message
    String noticePasskeyRemoved();
}
