// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.audit;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the audit log; {@link AuditActionMessages} knows the keys of actions. */
@MessageBundle(value = "audit", locale = "en")
public interface AuditMessages {

    // List and filters

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String searchLabel();

    @Message
    String whatHappened();

    @Message
    String anything();

    @Message
    String allOf();

    @Message
    String outcome();

    @Message
    String anyOutcome();

    @Message
    String outcomeSuccess();

    @Message
    String outcomeDenied();

    @Message
    String outcomeFailure();

    @Message
    String moreFilters();

    @Message
    String actor();

    @Message
    String actorHint();

    @Message
    String client();

    @Message
    String clientHint();

    @Message
    String address();

    @Message
    String addressHint();

    @Message
    String fromMoment();

    @Message
    String fromHint();

    @Message
    String toMoment();

    @Message
    String toHint();

    @Message
    String wrongFilters();

    @Message
    String follow();

    @Message
    String stopFollowing();

    @Message
    String following();

    @Message
    String refresh();

    @Message
    String download();

    // Events

    @Message
    String events();

    @Message
    String when();

    @Message
    String what();

    @Message
    String target();

    @Message
    String detail();

    @Message
    String times(long n);

    @Message
    String occurrences();

    @Message
    String occurrencesUntil(long n);

    @Message
    String occurrencesHint();

    @Message
    String eventId();

    @Message
    String askWhy();

    @Message
    String empty();

    @Message
    String emptyLive();

    @Message
    String news(int n);

    // Actions

    @Message
    String signIn();

    @Message
    String signOut();

    @Message
    String sessionEnded();

    @Message
    String passwordChanged();

    @Message
    String passkeyAdded();

    @Message
    String passkeyRenamed();

    @Message
    String passkeyDeleted();

    @Message
    String accountCreated();

    @Message
    String accountChanged();

    @Message
    String accountDeleted();

    @Message
    String accountLockoutLifted();

    @Message
    String groupCreated();

    @Message
    String groupChanged();

    @Message
    String groupDeleted();

    @Message
    String groupMemberAdded();

    @Message
    String groupMemberRemoved();

    @Message
    String clientCreated();

    @Message
    String clientChanged();

    @Message
    String clientDeleted();

    @Message
    String clientSecretRegenerated();

    @Message
    String clientExported();

    @Message
    String clientAuthentication();

    @Message
    String scopeCreated();

    @Message
    String scopeChanged();

    @Message
    String scopeDeleted();

    @Message
    String projectCreated();

    @Message
    String projectChanged();

    @Message
    String projectDeleted();

    @Message
    String serviceCreated();

    @Message
    String serviceChanged();

    @Message
    String serviceDeleted();

    @Message
    String upstreamCreated();

    @Message
    String upstreamChanged();

    @Message
    String upstreamDeleted();

    @Message
    String upstreamTokenFailed();

    @Message
    String openapiImported();

    @Message
    String issuerCreated();

    @Message
    String issuerChanged();

    @Message
    String issuerDeleted();

    @Message
    String settingsChanged();

    @Message
    String signingKeyCreated();

    @Message
    String signingKeyRetired();

    @Message
    String authorizationRefused();

    @Message
    String accessGranted();

    @Message
    String accessDenied();

    @Message
    String accessWithdrawn();

    @Message
    String tokenIssued();

    @Message
    String tokenRefreshed();

    @Message
    String tokenRefused();

    @Message
    String tokenRevoked();

    @Message
    String codeReplayed();

    @Message
    String refreshTokenReused();

    @Message
    String gatewayDenied();

    @Message
    String gatewayRateLimited();

    @Message
    String gatewayExplained();

    @Message
    String consoleDenied();

    @Message
    String crossOriginRefused();

    @Message
    String plainHttpRefused();

    @Message
    String auditExported();

    // Kinds of target

    @Message
    String ofAccount();

    @Message
    String ofPasskey();

    @Message
    String ofGroup();

    @Message
    String ofClient();

    @Message
    String ofScope();

    @Message
    String ofProject();

    @Message
    String ofService();

    @Message
    String ofUpstream();

    @Message
    String ofIssuer();

    @Message
    String ofSigningKey();

    @Message
    String ofAuthorization();

    @Message
    String ofToken();

    @Message
    String ofGateway();

    @Message
    String ofRequest();

    @Message
    String ofOthers();
}
