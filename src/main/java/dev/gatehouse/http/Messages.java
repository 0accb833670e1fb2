package dev.gatehouse.http;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The texts of the pages in English. A translation is a file {@code messages/msg_xx.properties} with the method names
 * as keys. No message has a parameter that a client or user chooses. Such values are in elements of their own, isolated
 * from the surrounding sentence, so that a name cannot change the meaning of a sentence.
 */
@MessageBundle(value = "msg", locale = "en")
public interface Messages {

    /** The language of the messages, as the value of the HTML {@code lang} attribute. */
    @Message("en")
    String language();

    /** The writing direction of the language: {@code ltr} or {@code rtl}. */
    @Message("ltr")
    String direction();

    @Message("Gatehouse")
    String product();

    // Sign-in

    @Message("Sign in")
    String signIn();

    @Message("Continue to")
    String continueTo();

    @Message("Username")
    String username();

    @Message("Password")
    String password();

    @Message("Enter your username and your password.")
    String signInIncomplete();

    @Message("The username or the password is wrong.")
    String signInWrong();

    @Message("Many people are signing in right now. Please try again in a moment.")
    String signInBusy();

    /**
     * The message after too many failed attempts.
     *
     * @param minutes the seconds in minutes, rounded up
     */
    @Message("Too many attempts failed. Please wait {#if seconds <= 60}{seconds} seconds{#else}{minutes} minutes{/if},"
            + " then try again.")
    String tooManyAttempts(long seconds, long minutes);

    @Message("Too many requests")
    String tooManyRequests();

    @Message("Too many applications at your address ask for access at the same time."
            + " Please wait {seconds} {#if seconds == 1}second{#else}seconds{/if}, then reload this page.")
    String tooManyRequestsExplanation(long seconds);

    @Message("Sign in with a passkey")
    String passkeySignIn();

    @Message("That did not work. Try again, or sign in with your password.")
    String passkeyFailed();

    @Message("Too many attempts failed. Please wait a few minutes, then try again.")
    String passkeyWait();

    // Permissions

    @Message("Tick what you want to allow, or choose Deny.")
    String tickSomething();

    @Message("A preview: nothing on it can be pressed, and the client and its scopes do not exist.")
    String preview();

    // Signed out

    @Message("Sign out")
    String signOut();

    @Message("You are signed out")
    String signedOut();

    @Message("Applications that you gave access keep it until it expires or is revoked.")
    String signedOutNote();

    @Message("Sign in again")
    String signInAgain();

    // Home

    @Message("Signed in as")
    String signedInAs();

    @Message("This address is protected by Gatehouse")
    String homeHeading();

    @Message("Gatehouse makes sure that an application reaches them only with permission, and only as far as that"
            + " permission goes.")
    String homeExplanation();

    // Permissions

    @Message("Grant access")
    String permissionsTitle();

    @Message("Allow access to your services?")
    String permissionsHeading();

    @Message("asks for access in your name")
    String asksForAccess();

    @Message("Version")
    String version();

    @Message("Choose what to allow")
    String chooseScopes();

    @Message("Only what is ticked is granted.")
    String chooseScopesHint();

    @Message("This application does not ask for any permission.")
    String noScopes();

    @Message("Grant Access")
    String grantAccess();

    @Message("Deny")
    String deny();

    @Message("Either way, your browser goes on to")
    String goesOnTo();

    @Message("Not you?")
    String notYou();

    @Message("Sign in as somebody else")
    String signInAsSomebodyElse();

    // Decided authorization requests, and redirects to the client

    @Message("Access granted")
    String accessGranted();

    @Message("Access denied")
    String accessDenied();

    @Message("You gave this application access to:")
    String hasAccessTo();

    @Message("This application was not given access.")
    String hasNoAccess();

    @Message("The application has its answer. If it is still waiting, start again there.")
    String answered();

    @Message("Return to the application")
    String returnToApplication();

    @Message("Go back to the application. You can close this page.")
    String returnByHand();

    @Message("You can revoke this access under")
    String revokeUnder();

    @Message("My access")
    String myAccess();

    @Message("Returning to the application")
    String returning();

    @Message("Your browser goes on to")
    String goesOn();

    @Message("Continue")
    String continueOn();

    // Errors

    @Message("If this keeps happening, tell the people who run the application, and mention the code below.")
    String problemAdvice();

    @Message("Code")
    String problemCode();

    @Message("This link does not work")
    String brokenLink();

    @Message("This page has expired")
    String expired();

    @Message("The request was decided already, waited too long, or began in another browser."
            + " Go back to the application and start again.")
    String expiredExplanation();

    @Message("This address is not secure")
    String notSecure();

    @Message("Open it with https:// instead of http://, so that nobody on the way can read your password.")
    String notSecureExplanation();

    @Message("If you administer Gatehouse, choose one of these:")
    String notSecureChoices();

    @Message("Put a reverse proxy with TLS in front of Gatehouse, and name the proxy:")
    String notSecureProxy();

    @Message("If no public address is configured, use Gatehouse on its own machine or through a tunnel, at:")
    String notSecureLoopback();

    @Message("In a network of your own, allow plain HTTP and name the address that you use there:")
    String notSecureOwnNetwork();

    @Message("This address is not configured")
    String unknownAddress();

    @Message("Gatehouse does not know under which address it is reached, so it answers at localhost only."
            + " An administrator has to set gatehouse.base-url (GATEHOUSE_BASE_URL) to the address that users and clients open,"
            + " and start Gatehouse again.")
    String unknownAddressExplanation();

    // Warnings on pages without TLS

    @Message("Not encrypted. This is safe only because it does not leave your computer.")
    String plainLoopback();

    @Message("Not encrypted. Everybody on the way can read passwords and tokens.")
    String plainNetwork();

    @Message("This form came from another site")
    String fromAnotherSite();

    @Message("Nothing was changed. Go back to the application and start again.")
    String fromAnotherSiteExplanation();

    @Message("This request cannot be answered")
    String refused();

    @Message("Please try again in a moment")
    String unavailable();

    @Message("The server cannot answer right now.")
    String unavailableExplanation();

    @Message("That is too large")
    String tooLarge();

    /**
     * The explanation of a 413 response.
     *
     * @param limit a size, for example {@code 1 MiB}
     */
    @Message("At most {limit} can be sent to this page. Nothing was changed.")
    String tooLargeExplanation(String limit);

    @Message("The connection is too slow")
    String tooSlow();

    @Message("The data you sent did not arrive in time. Nothing was changed. Go back and try again.")
    String tooSlowExplanation();

    @Message("Something went wrong")
    String unforeseen();

    @Message("The failure is logged under the number {number}.")
    String unforeseenExplanation(String number);
}
