package dev.gatehouse.console.myaccess;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of My access, for all users and therefore without technical terms. */
@MessageBundle(value = "mine", locale = "en")
public interface MyAccessMessages {

    // // Tabs

    @Message("Parts of My access")
    String parts();

    @Message("Applications")
    String applications();

    @Message("Signed in")
    String sessions();

    @Message("Password")
    String password();

    @Message("Passkeys")
    String passkeys();

    // // Applications

    @Message("Applications with access")
    String applicationsHeading();

    @Message("You have allowed these applications to act in your name. You can revoke their access at any time.")
    String applicationsLead();

    @Message("No application has access")
    String noApplications();

    @Message(
            "When an application asks for access and you allow it, the application appears here. You can revoke its access here.")
    String noApplicationsAdvice();

    @Message("Version")
    String version();

    @Message("Switched off")
    String switchedOff();

    @Message("It cannot use its access at the moment.")
    String switchedOffNote();

    @Message("It may")
    String may();

    @Message("Nothing at the moment")
    String mayNothingNow();

    @Message("Since")
    String since();

    @Message("Last used")
    String lastUsed();

    @Message("not used yet")
    String notUsedYet();

    @Message("Keys it holds")
    String keys();

    @Message("none at the moment")
    String noKeys();

    @Message("{#if n == 1}1 token{#else}{n} tokens{/if}")
    String keyCount(int n);

    @Message("{n} tokens and more")
    String keysAndMore(int n);

    @Message("You agreed once and for all: it gets access again without asking you.")
    String remembered();

    @Message("Revoke access")
    String takeBack();

    // // Tokens of an application

    @Message("Tokens of an application")
    String tokensHeading();

    @Message(
            "An application has one token for each time that you granted access. You can revoke one token and keep the others.")
    String tokensLead();

    @Message("These are the newest {n}.")
    String tokensNewest(int n);

    @Message("Token without a name")
    String tokenUnnamed();

    @Message("Valid until")
    String until();

    @Message("it is renewed as long as the application uses it")
    String renewed();

    @Message("for good")
    String forGood();

    @Message("Revoke this token?")
    String takeBackToken();

    @Message("With this token the application may no longer:")
    String takeBackTokenLoses();

    @Message(
            "The token is revoked immediately. The other tokens of this application and a remembered consent stay valid.")
    String takeBackTokenStays();

    // // Revoking all access

    @Message("Revoke access?")
    String takeBackHeading();

    @Message("This application then no longer acts in your name:")
    String takeBackLead();

    @Message("What stops working")
    String stopsWorking();

    @Message("It can no longer do this for you:")
    String noLongerMay();

    @Message(
            "{#if n == 1}The token of the application is revoked immediately.{#else}The {n} tokens of the application are revoked immediately.{/if}")
    String keysEnd(int n);

    @Message("More than {n} tokens of the application are revoked immediately.")
    String manyKeysEnd(int n);

    @Message("That you agreed once and for all is forgotten.")
    String consentEnds();

    @Message("What it has done for you so far stays. If you use it again, it can ask for access again.")
    String whatStays();

    // // Sessions

    @Message("Where you are signed in")
    String sessionsHeading();

    @Message("If you do not know one of these, sign out there and change your password.")
    String sessionsLead();

    @Message("This one")
    String thisOne();

    @Message("Address")
    String address();

    @Message("unknown")
    String unknownAddress();

    @Message("Signed in")
    String signedInSince();

    @Message("Last seen")
    String lastSeen();

    @Message("Sign out there")
    String signOutThere();

    @Message("Sign out everywhere else")
    String signOutElsewhere();

    @Message("You are signed in nowhere else.")
    String onlyHere();

    // // Password

    @Message("Change your password")
    String passwordHeading();

    @Message("You are then signed out everywhere but here. Passkeys and what applications may do stay as they are.")
    String passwordLead();

    @Message("Current password")
    String currentPassword();

    @Message("New password")
    String newPassword();

    @Message(
            "At least 8 characters. A few words that only you would put together are better than something complicated.")
    String newPasswordHint();

    @Message("New password once more")
    String repeatedPassword();

    @Message("Change password")
    String changePassword();

    @Message("Type your current password.")
    String currentPasswordMissing();

    @Message("That is not your current password.")
    String currentPasswordWrong();

    @Message("Type a new password.")
    String newPasswordMissing();

    @Message("Use at least 8 characters.")
    String newPasswordShort();

    @Message("It is too long: use at most 72 letters, or about 20 emoji.")
    String newPasswordLong();

    @Message("It has a character in it that no keyboard types. Type it again.")
    String newPasswordUntypable();

    @Message("This is not the same as the new password. Type both again.")
    String repeatedPasswordDiffers();

    @Message("Your password was changed somewhere else at the same moment. Try again.")
    String passwordChangedMeanwhile();

    @Message("Many people are signing in right now. Your password is unchanged; please try again in a moment.")
    String busy();

    // // Passkeys

    @Message(
            "With a passkey you sign in by your fingerprint, your face or the PIN of your device, and type no password.")
    String passkeysLead();

    @Message("Your passkeys")
    String yourPasskeys();

    @Message("You have no passkey yet.")
    String noPasskeys();

    @Message("Added")
    String added();

    @Message("Synchronised")
    String synced();

    @Message("Rename")
    String rename();

    @Message("Remove")
    String remove();

    @Message("Add a passkey")
    String addPasskey();

    @Message(
            "Your browser asks you for it. The key stays on your device or in your password manager; Gatehouse never sees your fingerprint or face.")
    String addPasskeyHow();

    @Message(
            "This browser cannot add one here. It takes a current browser with JavaScript switched on, and an address that begins with https://. You can go on signing in with your password.")
    String passkeyImpossible();

    @Message("You have {n} passkeys; that is as many as there can be. Remove one that you no longer use.")
    String passkeysFull(int n);

    @Message("Name")
    String passkeyName();

    @Message("To tell it from others, such as “My phone”. Left empty, it gets the name of your browser.")
    String passkeyNameHint();

    @Message("Type a name.")
    String passkeyNameMissing();

    @Message("Use at most 100 characters, without line breaks.")
    String passkeyNameUnfit();

    @Message("Current password")
    String passkeyPassword();

    @Message("You signed in more than ten minutes ago. The password shows that it is still you.")
    String passkeyPasswordWhy();

    @Message("Type your current password below, then try again.")
    String passkeyPasswordAgain();

    @Message("That did not work, and no passkey was added. Please try again.")
    String passkeyFailed();

    @Message("This device has a passkey for your account already.")
    String passkeyKnown();

    @Message("Rename the passkey")
    String renameHeading();

    @Message("Remove the passkey?")
    String removeHeading();

    @Message("Nobody can sign in with it any more. Where you are signed in, you stay signed in.")
    String removeEffect();

    @Message("It is your only passkey: from then on you sign in with your password.")
    String removeLast();

    @Message("Your device or password manager may go on offering it until you remove it there too.")
    String removeFromDevice();

    // // Notices

    @Message("Revoked. The application no longer has access.")
    String noticeTakenBack();

    @Message("Revoked. The token is no longer valid.")
    String noticeTokenTakenBack();

    @Message("You are signed out there.")
    String noticeSignedOut();

    @Message("You are signed out everywhere else.")
    String noticeSignedOutElsewhere();

    @Message("Your password is changed. You are signed out everywhere else.")
    String noticePassword();

    @Message("Your passkey is added. You can sign in with it from now on.")
    String noticePasskeyAdded();

    @Message("The passkey is removed.")
    String noticePasskeyRemoved();
}
