// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http;

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
    String language();

    /** The direction of the language's script: {@code ltr} or {@code rtl}. */
    String direction();

    String product();

    // Sign-in

    String signIn();

    String continueTo();

    String username();

    String password();

    String signInIncomplete();

    String signInWrong();

    String signInBusy();

    /**
     * The time to wait after too many failures.
     *
     * @param minutes the seconds in minutes, rounded up
     */
    String tooManyAttempts(long seconds, long minutes);

    String tooManyRequests();

    String tooManyRequestsExplanation(long seconds);

    String passkeySignIn();

    String passkeyFailed();

    String passkeyWait();

    // Invitations

    String invitationHeading();

    String invitationLead();

    String invitationRole();

    String invitationAdministrator();

    String invitationAdministratorHint();

    String invitationAuditor();

    String invitationAuditorHint();

    String invitationNoRole();

    String usernameRules();

    String displayName();

    String displayNameRules();

    String optional();

    String passwordRules();

    String createAccount();

    String correctFields();

    String invitationInvalid();

    String invitationInvalidExplanation();

    String invitationHasAccount();

    String pleaseWait();

    // Permissions

    String tickSomething();

    String preview();

    String exampleClient();

    String exampleClientDescription();

    String exampleReadScope();

    String exampleWriteScope();

    // Signed out

    String signOut();

    String signedOut();

    String signedOutNote();

    String signInAgain();

    // Home

    String signedInAs();

    String homeHeading();

    String homeExplanation();

    // Permissions

    String permissionsTitle();

    String permissionsHeading();

    String asksForAccess();

    String version();

    String chooseScopes();

    String chooseScopesHint();

    String noScopes();

    String grantAccess();

    String deny();

    String goesOnTo();

    String notYou();

    String signInAsSomebodyElse();

    // A decided request, and an answer on its way

    String accessGranted();

    String accessDenied();

    String hasAccessTo();

    String hasNoAccess();

    String answered();

    String returnToApplication();

    String returnByHand();

    String revokeUnder();

    String myAccess();

    String returning();

    String goesOn();

    String continueOn();

    // Problems

    String problemAdvice();

    String problemCode();

    String brokenLink();

    String expired();

    String expiredExplanation();

    // Addresses that are not secure or not configured

    String notSecure();

    String notSecureExplanation();

    String notSecureChoices();

    String notSecureProxy();

    String notSecureLoopback();

    String notSecureOwnNetwork();

    String unknownAddress();

    String unknownAddressExplanation();

    String unknownHostExplanation();

    String suspended();

    String suspendedExplanation();

    // Pages without TLS

    String plainLoopback();

    String plainNetwork();

    // Rejected and failed requests

    String fromAnotherSite();

    String fromAnotherSiteExplanation();

    String refused();

    String notFound();

    String notFoundExplanation();

    String unavailable();

    String unavailableExplanation();

    String tooLarge();

    /**
     * The explanation of a 413 response.
     *
     * @param limit a size, for example {@code 1 MiB}
     */
    String tooLargeExplanation(String limit);

    String tooSlow();

    String tooSlowExplanation();

    String unforeseen();

    String unforeseenExplanation(String number);
}
