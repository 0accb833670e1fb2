// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the audit log; {@link AuditActionMessages} maps an action to its key. */
@MessageBundle(value = "audit", locale = "en")
public interface AuditMessages {

    // List and filters

    String heading();

    String lead();

    String searchLabel();

    String whatHappened();

    String anything();

    String allOf();

    String outcome();

    String anyOutcome();

    String outcomeSuccess();

    String outcomeDenied();

    String outcomeFailure();

    String moreFilters();

    String actor();

    String actorHint();

    String client();

    String clientHint();

    String address();

    String addressHint();

    String fromMoment();

    String fromHint();

    String toMoment();

    String toHint();

    String wrongFilters();

    String follow();

    String stopFollowing();

    String following();

    String refresh();

    String download();

    // Events

    String events();

    String when();

    String what();

    String target();

    String detail();

    String times(long n);

    String occurrences();

    String occurrencesUntil(long n);

    String occurrencesHint();

    String eventId();

    String askWhy();

    String empty();

    String emptyLive();

    String news(int n);

    // Names and values in details

    String id();

    String addedByAdministrator();

    String required();

    String allowed();

    // Actions

    String signIn();

    String signOut();

    String sessionEnded();

    String passwordChanged();

    String passkeyAdded();

    String passkeyRenamed();

    String passkeyDeleted();

    String accountCreated();

    String accountChanged();

    String accountDeleted();

    String accountLockoutLifted();

    String invitationCreated();

    String invitationRedeemed();

    String invitationRevoked();

    String groupCreated();

    String groupChanged();

    String groupDeleted();

    String groupMemberAdded();

    String groupMemberRemoved();

    String clientCreated();

    String clientChanged();

    String clientDeleted();

    String clientSecretRegenerated();

    String clientExported();

    String clientAuthentication();

    String scopeCreated();

    String scopeChanged();

    String scopeDeleted();

    String projectCreated();

    String projectChanged();

    String projectDeleted();

    String serviceCreated();

    String serviceChanged();

    String serviceDeleted();

    String upstreamCreated();

    String upstreamChanged();

    String upstreamDeleted();

    String upstreamTokenFailed();

    String openapiImported();

    String configurationApplied();

    String issuerCreated();

    String issuerChanged();

    String issuerDeleted();

    String settingsChanged();

    String signingKeyCreated();

    String signingKeyRetired();

    String authorizationRefused();

    String accessGranted();

    String accessDenied();

    String accessWithdrawn();

    String tokenIssued();

    String tokenRefreshed();

    String tokenRefused();

    String tokenRevoked();

    String codeReplayed();

    String refreshTokenReused();

    String gatewayDenied();

    String gatewayRateLimited();

    String gatewayExplained();

    String consoleDenied();

    String crossOriginRefused();

    String plainHttpRefused();

    String auditExported();

    String tenantCreated();

    String tenantChanged();

    String tenantQuotasChanged();

    String tenantAdministratorInvited();

    String tenantSuspended();

    String tenantEntered();

    String tenantLeft();

    String tenantResumed();

    String tenantMarkedForDeletion();

    String tenantDeleted();

    String tenantExported();

    String tenantImported();

    // Kinds of target

    String ofAccount();

    String ofPasskey();

    String ofGroup();

    String ofClient();

    String ofScope();

    String ofProject();

    String ofService();

    String ofUpstream();

    String ofIssuer();

    String ofSigningKey();

    String ofAuthorization();

    String ofToken();

    String ofGateway();

    String ofRequest();

    String ofOthers();
}
