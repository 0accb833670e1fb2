package dev.gatehouse.console.settings;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the settings pages, except for trusted issuers. */
@MessageBundle(value = "settings", locale = "en")
public interface SettingsMessages {

    @Message("Settings")
    String heading();

    @Message(
            "They hold for every client of this tenant, on every node within a second. Clients can differ from them one by one.")
    String lead();

    @Message("These settings are risky:")
    String warnings();

    @Message("General")
    String generalTab();

    @Message("Permissions page")
    String approvalTab();

    @Message("Signing keys")
    String keysTab();

    @Message("Trusted issuers")
    String issuersTab();

    // // Warnings of the admin API

    @Message("Without HTTPS everybody on the way can read passwords and tokens")
    String warnHttps();

    @Message("Confidential clients may leave PKCE out unless they are told otherwise one by one")
    String warnPkce();

    @Message("Access tokens never expire; a leaked one works until it is revoked")
    String warnNeverExpire();

    @Message("Refresh tokens never expire; a leaked one that nobody uses works until it is revoked")
    String warnRefreshNeverExpires();

    @Message("Signing keys are not replaced by schedule; a leaked one signs until somebody replaces it")
    String warnKeys();

    @Message("The implicit grant puts tokens into browser history")
    String warnImplicit();

    @Message("The password grant shows people's passwords to clients")
    String warnPassword();

    // Security

    @Message("Security")
    String security();

    @Message("HTTPS")
    String requireHttps();

    @Message("Passwords, codes and tokens are readable for everybody on the way without it.")
    String requireHttpsHint();

    @Message("Required: a call by plain HTTP is refused and audited")
    String requireHttpsOn();

    @Message("Not required")
    String requireHttpsOff();

    @Message("For trying things out on one machine only.")
    String requireHttpsOffHint();

    @Message("PKCE for confidential clients")
    String requirePkce();

    @Message(
            "It keeps a stolen authorization code from being redeemed by somebody else. Public clients need it in any case, unless their registration says no.")
    String requirePkceHint();

    @Message("Required of all whose registration does not say no")
    String requirePkceOn();

    @Message("Left to each client")
    String requirePkceOff();

    @Message("Codes of clients that leave it out are protected by their secret alone.")
    String requirePkceOffHint();

    // Grants

    @Message("Grants")
    String grants();

    @Message("Allowed to clients that are registered for it")
    String allowed();

    @Message("Refused to everybody")
    String refused();

    @Message("Implicit grant")
    String allowImplicit();

    @Message("Hands the token to the browser in the redirect. Kept for old clients; OAuth 2.1 has removed it.")
    String allowImplicitHint();

    @Message("Tokens end up in browser history and in the hands of every script on the page.")
    String allowImplicitRisk();

    @Message("Password grant")
    String allowPassword();

    @Message(
            "The client asks for the person's password itself. Kept for clients that come from webMethods; OAuth 2.1 has removed it.")
    String allowPasswordHint();

    @Message("Clients see people's passwords, and people learn to type them anywhere.")
    String allowPasswordRisk();

    @Message("Authorization code lifetime (seconds)")
    String codeLifetime();

    @Message("1 to 600. A client redeems a code at once; a minute is plenty.")
    String codeLifetimeHint();

    // Tokens

    @Message("Tokens")
    String tokens();

    @Message("Access token format")
    String format();

    @Message("For clients that do not say otherwise. Revocations hold at the gateway for both alike.")
    String formatHint();

    @Message("Token type header")
    String typeHeader();

    @Message("The typ header of access tokens in JWT format, for clients without a setting of their own.")
    String typeHeaderHint();

    @Message("at+jwt")
    String typeHeaderAtJwt();

    @Message("As RFC 9068 requires: a token of another kind cannot be taken for an access token.")
    String typeHeaderAtJwtHint();

    @Message("JWT")
    String typeHeaderJwt();

    @Message("For resource servers whose libraries reject at+jwt.")
    String typeHeaderJwtHint();

    @Message("JWT")
    String formatJwt();

    @Message(
            "Signed (RFC 9068): other resource servers can check it without asking, and so do not hear of a revocation.")
    String formatJwtHint();

    @Message("Opaque")
    String formatOpaque();

    @Message("Random characters that tell nothing: others have to ask by introspection.")
    String formatOpaqueHint();

    @Message("Access tokens")
    String expiry();

    @Message("For clients that have no expiration of their own.")
    String expiryHint();

    @Message("expire")
    String expires();

    @Message("never expire")
    String expiresNever();

    @Message("A leaked token works until somebody notices and revokes it.")
    String expiresNeverHint();

    @Message("Access token lifetime (seconds)")
    String tokenLifetime();

    @Message("An hour is 3600. The shorter, the less a leaked one is worth.")
    String tokenLifetimeHint();

    @Message("A new client may refresh a token")
    String refresh();

    @Message("What its registration starts with; clients that are there already keep theirs.")
    String refreshHint();

    @Message("so many times")
    String refreshLimited();

    @Message("any number of times")
    String refreshUnlimited();

    @Message("Refresh count")
    String refreshCount();

    @Message("0: no refresh token at all.")
    String refreshCountHint();

    @Message("Grace for refresh tokens that were used already, in seconds")
    String grace();

    @Message(
            "0 to 60. A client whose answer was lost may ask again so long; after it, an old refresh token ends the whole grant, for it was stolen.")
    String graceHint();

    @Message("Refresh token inactivity limit (days)")
    String refreshInactivity();

    @Message("0 to 3650. A refresh token expires when it is not used for so many days. 0: no limit.")
    String refreshInactivityHint();

    @Message("Refresh token maximum age (days)")
    String refreshMaximumAge();

    @Message("0 to 3650. So many days after users granted access, they are asked again. 0: no maximum.")
    String refreshMaximumAgeHint();

    // Signing

    @Message("Signing")
    String signing();

    @Message("Algorithm")
    String algorithm();

    @Message(
            "Changing the algorithm stops the current keys from signing. They stay published while their tokens are valid.")
    String algorithmHint();

    @Message("Elliptic curve P-256: short tokens, quick to sign.")
    String es256Hint();

    @Message("RSA: for resource servers that know nothing else.")
    String rs256Hint();

    @Message("Keys are replaced")
    String rotation();

    @Message("The next key is published before it signs, so that nobody meets one that they do not know.")
    String rotationHint();

    @Message("by schedule")
    String rotationScheduled();

    @Message("only by hand")
    String rotationNever();

    @Message("A leaked key signs until somebody replaces it.")
    String rotationNeverHint();

    @Message("A key signs for, in days")
    String keyLifetime();

    @Message("1 to 3650.")
    String keyLifetimeHint();

    @Message("Audit log")
    String auditLog();

    @Message("Audit events are kept")
    String retention();

    @Message("Older events are removed within minutes. Download those that you need longer.")
    String retentionHint();

    @Message("for a limited time")
    String retentionLimited();

    @Message("without a limit")
    String retentionUnlimited();

    @Message("The log grows as long as Gatehouse runs.")
    String retentionUnlimitedHint();

    @Message("Retention (days)")
    String auditRetention();

    @Message("30 to 3650.")
    String auditRetentionHint();

    // Permissions page

    @Message("Permissions page")
    String approvalHeading();

    @Message(
            "What people see when a client asks for access: make it look like yours, so that they know where they are.")
    String approvalLead();

    @Message("Texts")
    String texts();

    @Message("Title")
    String approvalTitle();

    @Message(
            "The name of the browser's window or tab. Up to 100 characters; empty: “Grant access”, in the language of the browser.")
    String approvalTitleHint();

    @Message("Heading")
    String approvalHead();

    @Message(
            "The large line above the client. Up to 200 characters; empty: “Allow access to your services?”, in the language of the browser.")
    String approvalHeadHint();

    @Message("Footer")
    String approvalFooter();

    @Message("Below everything, for instance whom to call. Up to 500 characters.")
    String approvalFooterHint();

    @Message("Look at it")
    String previewStored();

    @Message("Preview")
    String previewTyped();

    @Message("The preview opens in another tab, with what is typed here; nothing is saved.")
    String previewHint();

    @Message("Logo")
    String logo();

    @Message("The logo as it is")
    String logoNow();

    @Message("There is none: the page shows Gatehouse and its name.")
    String logoNone();

    @Message("Picture")
    String logoFile();

    @Message(
            "PNG, JPEG or WebP of up to 256 KiB, shown at most 64 pixels high. SVG is refused: it can hold script. It replaces the one that is there as soon as it is sent; save the texts first.")
    String logoHint();

    @Message("Send and use it")
    String logoUpload();

    @Message("Remove the logo")
    String logoRemove();

    @Message("Remove the logo?")
    String logoRemoveHeading();

    @Message("The permissions page then shows Gatehouse and its name. The picture is not kept.")
    String logoRemoveExplanation();

    // Signing keys

    @Message("Signing keys")
    String keysHeading();

    @Message(
            "What JWTs are signed with. Others find the public halves in the key set; the private ones are stored encrypted and never shown.")
    String keysLead();

    @Message("A key signs for {days} days, then the next one does; nobody has to do anything.")
    String keysEvery(int days);

    @Message("Keys are not replaced by schedule: a leaked one signs until somebody replaces it.")
    String keysManual();

    @Message("There is no key yet")
    String keysNone();

    @Message("The first one is made when a token is signed.")
    String keysNoneAdvice();

    @Message("State")
    String keyState();

    @Message("Key ID")
    String keyId();

    @Message("Signs from")
    String keyFrom();

    @Message("Until")
    String keyUntil();

    @Message("Published until")
    String keyPublished();

    @Message("not known yet")
    String keyOpen();

    @Message("What the states mean")
    String states();

    @Message("Next")
    String stateNext();

    @Message("Published, so that whoever checks tokens knows it when it begins to sign.")
    String stateNextMeans();

    @Message("Active")
    String stateActive();

    @Message("Signs every new token.")
    String stateActiveMeans();

    @Message("Retiring")
    String stateRetiring();

    @Message("Signs no more, and stays published until the last token that it signed has expired.")
    String stateRetiringMeans();

    @Message("Rotate now")
    String rotateKeys();

    @Message("Make the next key?")
    String rotateHeading();

    @Message(
            "It is published at once and signs ten minutes later, when everybody can know it. The key that signs now stays published while one of its tokens is valid. Nothing stops working.")
    String rotateExplanation();

    @Message("Replace all at once")
    String replaceKeys();

    @Message("Replace all keys at once?")
    String replaceHeading();

    @Message(
            "For when a key has leaked. A new key signs from now on, and all others leave the key set: resource servers that check signatures themselves refuse every JWT that is out, as soon as they read the key set again. The gateway and introspection keep accepting what this server has issued, for they look it up.")
    String replaceExplanation();

    @Message("These leave the key set:")
    String replaceLost();
}
