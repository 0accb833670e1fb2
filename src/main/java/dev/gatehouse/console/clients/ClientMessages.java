// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Client Registration, without those of the form and of what partners get. */
@MessageBundle(value = "clients", locale = "en")
public interface ClientMessages {

    // List

    String heading();

    String lead();

    String add();

    String searchLabel();

    String name();

    String version();

    String type();

    String status();

    String scopes();

    String created();

    String changed();

    String confidential();

    String publicType();

    String empty();

    String emptyAdvice();

    String deactivate();

    String activate();

    String builtInNote();

    // Client

    String sections();

    String overview();

    String exportToPostman();

    String partner();

    String credentials();

    String clientId();

    String clientSecret();

    String secretKept();

    String previousSecret();

    String noSecret();

    String regenerate();

    String endpoints();

    String authorizationEndpoint();

    String tokenEndpoint();

    String refreshEndpoint();

    String introspectionEndpoint();

    String revocationEndpoint();

    String metadata();

    String registration();

    String groups();

    String usage();

    String liveTokens(int n, boolean more);

    String consents(int n, boolean more);

    String codes(int n, boolean more);

    String lastUsed();

    String neverUsed();

    String showTokens();

    String showAudit();

    String showWhyDenied();

    // Risks

    String risks();

    String riskPkce();

    String riskApproval();

    String riskImplicit();

    String riskPassword();

    String riskExpiration();

    String riskLocalhost();

    String riskScheme();

    // Credentials, shown once

    String registeredHeading();

    String regeneratedHeading();

    String turnedHeading();

    String keepIt();

    String publicCredentials();

    String nextSteps();

    String stepScopes();

    String stepScopesWhy();

    String stepPostman();

    String stepPostmanWhy();

    String stepPostmanWhyPublic();

    String stepCode();

    String stepCodeWhy();

    String stepCodeDo();

    String stepToken();

    String stepTokenWhy();

    String toClient();

    String toClientPublic();

    // Secret

    String regenerateExplanation();

    String overlap();

    String overlapHint();

    String overlapNone();

    String overlapNoneHint();

    String overlapHour();

    String overlapDay();

    String overlapWeek();

    String overlapOther();

    String overlapSecondsHint();

    // Status and deletion

    String deactivateHeading();

    String activateHeading();

    String deactivateExplanation();

    String activateExplanation();

    String deactivateStops();

    String activateResumes();

    String deleteHeading();

    String deleteExplanation();

    String deleteNothing();

    String ratherDeactivate();

    String nothingGoing();

    // Scopes

    String scopesLead();

    String scope();

    String scopesEmpty();

    String scopesEmptyAdvice();

    String associateExisting();

    String associateNew();

    String associate();

    String associateHeading();

    String associateLead();

    String associateSearch();

    String associated();

    String found();

    String moreFound();

    String nothingToAssociate();

    String disassociate();

    String disassociateHeading();

    String disassociateExplanation();

    String carrying(int n, boolean more);

    String carriedByNone();
}
