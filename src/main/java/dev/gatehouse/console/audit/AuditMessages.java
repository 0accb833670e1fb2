package dev.gatehouse.console.audit;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the audit log. {@link AuditWords} maps actions to message keys. */
@MessageBundle(value = "audit", locale = "en")
public interface AuditMessages {

    @Message("Audit log")
    String heading();

    @Message("Who did what, when, from where, and how it ended. The newest stands first; nothing in it can be changed."
            + " Repeated refusals are counted.")
    String lead();

    @Message("Search person, client, target or reason")
    String searchLabel();

    @Message("What happened")
    String whatHappened();

    @Message("Anything")
    String anything();

    @Message("all of these")
    String allOf();

    @Message("Outcome")
    String outcome();

    @Message("Any outcome")
    String anyOutcome();

    @Message("Success")
    String outcomeSuccess();

    @Message("Denied")
    String outcomeDenied();

    @Message("Failed")
    String outcomeFailure();

    @Message("More filters")
    String moreFilters();

    @Message("Who")
    String actor();

    @Message("A username or a client ID, exactly.")
    String actorHint();

    @Message("Client")
    String client();

    @Message("Its client ID.")
    String clientHint();

    @Message("From where")
    String address();

    @Message("An IP address, exactly.")
    String addressHint();

    @Message("From")
    String fromMoment();

    @Message("In UTC.")
    String fromHint();

    @Message("Before")
    String toMoment();

    @Message("In UTC.")
    String toHint();

    @Message("This cannot be searched for. Please correct:")
    String wrongFilters();

    @Message("Follow live")
    String follow();

    @Message("Stop following")
    String stopFollowing();

    @Message("New events appear at the top by themselves, every two seconds, while this tab is in view.")
    String following();

    @Message("Refresh")
    String refresh();

    @Message("Download JSON Lines")
    String download();

    @Message("Events")
    String events();

    @Message("When")
    String when();

    @Message("Action")
    String what();

    @Message("Target")
    String target();

    @Message("Reason and details")
    String detail();

    @Message("{n} times")
    String times(long n);

    @Message("How often")
    String occurrences();

    @Message("{n} times, the last time at")
    String occurrencesUntil(long n);

    @Message("These events were counted together. Target and details are those of the first.")
    String occurrencesHint();

    @Message("Event ID")
    String eventId();

    @Message("Why?")
    String askWhy();

    @Message("Nothing has happened yet")
    String empty();

    @Message("Nothing yet. New events appear here.")
    String emptyLive();

    @Message("{#if n == 1}One new event{#else}{n} new events{/if}, the newest at")
    String news(int n);

    // // Actions

    @Message("Sign-in")
    String signIn();

    @Message("Sign-out")
    String signOut();

    @Message("Session ended")
    String sessionEnded();

    @Message("Change of a password")
    String passwordChanged();

    @Message("New passkey")
    String passkeyAdded();

    @Message("Passkey renamed")
    String passkeyRenamed();

    @Message("Passkey deleted")
    String passkeyDeleted();

    @Message("Account created")
    String accountCreated();

    @Message("Account changed")
    String accountChanged();

    @Message("Account deleted")
    String accountDeleted();

    @Message("Lockout lifted")
    String accountLockoutLifted();

    @Message("Group created")
    String groupCreated();

    @Message("Group changed")
    String groupChanged();

    @Message("Group deleted")
    String groupDeleted();

    @Message("Member added to a group")
    String groupMemberAdded();

    @Message("Member removed from a group")
    String groupMemberRemoved();

    @Message("Client registered")
    String clientCreated();

    @Message("Client changed")
    String clientChanged();

    @Message("Client deleted")
    String clientDeleted();

    @Message("Client secret regenerated")
    String clientSecretRegenerated();

    @Message("Client exported to Postman")
    String clientExported();

    @Message("Client authentication")
    String clientAuthentication();

    @Message("Scope created")
    String scopeCreated();

    @Message("Scope changed")
    String scopeChanged();

    @Message("Scope deleted")
    String scopeDeleted();

    @Message("Project created")
    String projectCreated();

    @Message("Project changed")
    String projectChanged();

    @Message("Project deleted")
    String projectDeleted();

    @Message("Service exposed")
    String serviceCreated();

    @Message("Service changed")
    String serviceChanged();

    @Message("Service deleted")
    String serviceDeleted();

    @Message("Upstream declared")
    String upstreamCreated();

    @Message("Upstream changed")
    String upstreamChanged();

    @Message("Upstream deleted")
    String upstreamDeleted();

    @Message("No token for an upstream")
    String upstreamTokenFailed();

    @Message("OpenAPI document imported")
    String openapiImported();

    @Message("Issuer trusted")
    String issuerCreated();

    @Message("Trusted issuer changed")
    String issuerChanged();

    @Message("Issuer no longer trusted")
    String issuerDeleted();

    @Message("Settings changed")
    String settingsChanged();

    @Message("Signing key created")
    String signingKeyCreated();

    @Message("Signing key retired")
    String signingKeyRetired();

    @Message("Authorization request refused")
    String authorizationRefused();

    @Message("Access granted")
    String accessGranted();

    @Message("Access denied by the person")
    String accessDenied();

    @Message("Access revoked")
    String accessWithdrawn();

    @Message("Token issued")
    String tokenIssued();

    @Message("Token refreshed")
    String tokenRefreshed();

    @Message("Token refused")
    String tokenRefused();

    @Message("Token revoked")
    String tokenRevoked();

    @Message("Authorization code used again")
    String codeReplayed();

    @Message("Refresh token used again")
    String refreshTokenReused();

    @Message("Call denied")
    String gatewayDenied();

    @Message("Call over the rate limit")
    String gatewayRateLimited();

    @Message("Asked why a call is denied")
    String gatewayExplained();

    @Message("Turned away from the console")
    String consoleDenied();

    @Message("Request from another site refused")
    String crossOriginRefused();

    @Message("Request without HTTPS refused")
    String plainHttpRefused();

    @Message("Audit log downloaded")
    String auditExported();

    // // Groups of actions

    @Message("Accounts")
    String ofAccount();

    @Message("Passkeys")
    String ofPasskey();

    @Message("Groups")
    String ofGroup();

    @Message("Clients")
    String ofClient();

    @Message("Scopes")
    String ofScope();

    @Message("Projects")
    String ofProject();

    @Message("Services")
    String ofService();

    @Message("Upstreams")
    String ofUpstream();

    @Message("Trusted issuers")
    String ofIssuer();

    @Message("Signing keys")
    String ofSigningKey();

    @Message("Authorizations")
    String ofAuthorization();

    @Message("Tokens")
    String ofToken();

    @Message("Calls")
    String ofGateway();

    @Message("Unsafe requests")
    String ofRequest();

    @Message("Others")
    String ofOthers();
}
