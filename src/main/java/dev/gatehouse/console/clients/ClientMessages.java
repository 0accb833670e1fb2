// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Client Registration, without those of the form and of what partners get. */
@MessageBundle(value = "clients", locale = "en")
public interface ClientMessages {

    // List

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String add();

    @Message
    String searchLabel();

    @Message
    String name();

    @Message
    String version();

    @Message
    String type();

    @Message
    String status();

    @Message
    String scopes();

    @Message
    String created();

    @Message
    String changed();

    @Message
    String confidential();

    @Message
    String publicType();

    @Message
    String empty();

    @Message
    String emptyAdvice();

    @Message
    String deactivate();

    @Message
    String activate();

    @Message
    String builtInNote();

    // Client

    @Message
    String sections();

    @Message
    String overview();

    @Message
    String exportToPostman();

    @Message
    String partner();

    @Message
    String credentials();

    @Message
    String clientId();

    @Message
    String clientSecret();

    @Message
    String secretKept();

    @Message
    String previousSecret();

    @Message
    String noSecret();

    @Message
    String regenerate();

    @Message
    String endpoints();

    @Message
    String authorizationEndpoint();

    @Message
    String tokenEndpoint();

    @Message
    String refreshEndpoint();

    @Message
    String introspectionEndpoint();

    @Message
    String revocationEndpoint();

    @Message
    String metadata();

    @Message
    String registration();

    @Message
    String groups();

    @Message
    String usage();

    @Message
    String liveTokens(int n, boolean more);

    @Message
    String consents(int n, boolean more);

    @Message
    String codes(int n, boolean more);

    @Message
    String lastUsed();

    @Message
    String neverUsed();

    @Message
    String showTokens();

    @Message
    String showAudit();

    @Message
    String showWhyDenied();

    // Risks

    @Message
    String risks();

    @Message
    String riskPkce();

    @Message
    String riskApproval();

    @Message
    String riskImplicit();

    @Message
    String riskPassword();

    @Message
    String riskExpiration();

    @Message
    String riskLocalhost();

    @Message
    String riskScheme();

    // Credentials, shown once

    @Message
    String registeredHeading();

    @Message
    String regeneratedHeading();

    @Message
    String turnedHeading();

    @Message
    String keepIt();

    @Message
    String publicCredentials();

    @Message
    String nextSteps();

    @Message
    String stepScopes();

    @Message
    String stepScopesWhy();

    @Message
    String stepPostman();

    @Message
    String stepPostmanWhy();

    @Message
    String stepPostmanWhyPublic();

    @Message
    String stepCode();

    @Message
    String stepCodeWhy();

    @Message
    String stepCodeDo();

    @Message
    String stepToken();

    @Message
    String stepTokenWhy();

    @Message
    String toClient();

    @Message
    String toClientPublic();

    // Secret

    @Message
    String regenerateExplanation();

    @Message
    String overlap();

    @Message
    String overlapHint();

    @Message
    String overlapNone();

    @Message
    String overlapNoneHint();

    @Message
    String overlapHour();

    @Message
    String overlapDay();

    @Message
    String overlapWeek();

    @Message
    String overlapOther();

    @Message
    String overlapSecondsHint();

    // // Status and deletion

    @Message
    String deactivateHeading();

    @Message
    String activateHeading();

    @Message
    String deactivateExplanation();

    @Message
    String activateExplanation();

    @Message
    String deactivateStops();

    @Message
    String activateResumes();

    @Message
    String deleteHeading();

    @Message
    String deleteExplanation();

    @Message
    String deleteNothing();

    @Message
    String ratherDeactivate();

    @Message
    String nothingGoing();

    // Scopes

    @Message
    String scopesLead();

    @Message
    String scope();

    @Message
    String scopesEmpty();

    @Message
    String scopesEmptyAdvice();

    @Message
    String associateExisting();

    @Message
    String associateNew();

    @Message
    String associate();

    @Message
    String associateHeading();

    @Message
    String associateLead();

    @Message
    String associateSearch();

    @Message
    String associated();

    @Message
    String found();

    @Message
    String moreFound();

    @Message
    String nothingToAssociate();

    @Message
    String disassociate();

    @Message
    String disassociateHeading();

    @Message
    String disassociateExplanation();

    @Message
    String carrying(int n, boolean more);

    @Message
    String carriedByNone();
}
