// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The texts of sign-in, permissions and error pages. The English texts are in {@code messages/msg.properties}, a
 * translation is in {@code messages/msg_xx.properties}; their keys are the names of these methods. No parameter is
 * chosen by a client or a user: such values stand in an element of their own, so that a name cannot rewrite the
 * sentence.
 */
@MessageBundle(value = "msg", locale = "en")
public interface Messages {

    // Language and product

    /** The language of the texts, as in an HTML {@code lang} attribute. */
    @Message
    String language();

    /** The direction of the language's script: {@code ltr} or {@code rtl}. */
    @Message
    String direction();

    @Message
    String product();

    // Sign-in

    @Message
    String signIn();

    @Message
    String continueTo();

    @Message
    String username();

    @Message
    String password();

    @Message
    String signInIncomplete();

    @Message
    String signInWrong();

    @Message
    String signInBusy();

    /**
     * The time to wait after too many failures.
     *
     * @param minutes the seconds in minutes, rounded up
     */
    @Message
    String tooManyAttempts(long seconds, long minutes);

    @Message
    String tooManyRequests();

    @Message
    String tooManyRequestsExplanation(long seconds);

    @Message
    String passkeySignIn();

    @Message
    String passkeyFailed();

    @Message
    String passkeyWait();

    // Permissions

    @Message
    String tickSomething();

    @Message
    String preview();

    // Signed out

    @Message
    String signOut();

    @Message
    String signedOut();

    @Message
    String signedOutNote();

    @Message
    String signInAgain();

    // Home

    @Message
    String signedInAs();

    @Message
    String homeHeading();

    @Message
    String homeExplanation();

    // Permissions

    @Message
    String permissionsTitle();

    @Message
    String permissionsHeading();

    @Message
    String asksForAccess();

    @Message
    String version();

    @Message
    String chooseScopes();

    @Message
    String chooseScopesHint();

    @Message
    String noScopes();

    @Message
    String grantAccess();

    @Message
    String deny();

    @Message
    String goesOnTo();

    @Message
    String notYou();

    @Message
    String signInAsSomebodyElse();

    // A decided request, and an answer on its way

    @Message
    String accessGranted();

    @Message
    String accessDenied();

    @Message
    String hasAccessTo();

    @Message
    String hasNoAccess();

    @Message
    String answered();

    @Message
    String returnToApplication();

    @Message
    String returnByHand();

    @Message
    String revokeUnder();

    @Message
    String myAccess();

    @Message
    String returning();

    @Message
    String goesOn();

    @Message
    String continueOn();

    // Problems

    @Message
    String problemAdvice();

    @Message
    String problemCode();

    @Message
    String brokenLink();

    @Message
    String expired();

    @Message
    String expiredExplanation();

    // Addresses that are not secure or not configured

    @Message
    String notSecure();

    @Message
    String notSecureExplanation();

    @Message
    String notSecureChoices();

    @Message
    String notSecureProxy();

    @Message
    String notSecureLoopback();

    @Message
    String notSecureOwnNetwork();

    @Message
    String unknownAddress();

    @Message
    String unknownAddressExplanation();

    // Pages without TLS

    @Message
    String plainLoopback();

    @Message
    String plainNetwork();

    // Rejected and failed requests

    @Message
    String fromAnotherSite();

    @Message
    String fromAnotherSiteExplanation();

    @Message
    String refused();

    @Message
    String unavailable();

    @Message
    String unavailableExplanation();

    @Message
    String tooLarge();

    /**
     * The explanation of a 413 response.
     *
     * @param limit a size, for example {@code 1 MiB}
     */
    @Message
    String tooLargeExplanation(String limit);

    @Message
    String tooSlow();

    @Message
    String tooSlowExplanation();

    @Message
    String unforeseen();

    @Message
    String unforeseenExplanation(String number);
}
