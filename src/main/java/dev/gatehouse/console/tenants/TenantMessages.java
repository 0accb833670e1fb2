// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tenants;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about tenants and nodes. */
@MessageBundle(value = "tenants", locale = "en")
public interface TenantMessages {

    // List

    String heading();

    String lead();

    String add();

    String searchLabel();

    String state();

    String active();

    String suspended();

    String deleting();

    String created();

    String changed();

    // Tenant

    String newHeading();

    String editHeading();

    String facts();

    String id();

    String idHint();

    String name();

    String nameHint();

    String hosts();

    String hostsHint();

    String hostsWarning();

    String hostsConfigured();

    String issuer();

    String deleteAfter();

    // Link for an administrator

    String invite();

    String linkHeading();

    String linkOnce();

    String linkHandOver();

    String link();

    String linkDone();

    // Entry

    String enter();

    String enterHeading();

    String enterLead();

    String reason();

    String reasonHint();

    String access();

    String readOnly();

    String readOnlyHint();

    String withChanges();

    String withChangesHint();

    String entryLink();

    String entryOnce();

    String entryOpen();

    // Suspension and deletion

    String suspend();

    String suspendHeading();

    String suspendExplanation();

    String resume();

    String resumeHeading();

    String resumeExplanation();

    String deleteHeading();

    String deleteExplanation();

    String confirm();

    String confirmHint();

    // Quotas

    String quotas();

    String quotasEdit();

    String quotasLead();

    String quota();

    String used();

    String most();

    String unlimited();

    String clients();

    String accounts();

    String services();

    String liveTokens();

    String moreThan();

    String tokensPerSecond();

    String callsPerSecond();

    String auditDays();

    String auditDaysHint();

    String passwordShare();

    String databaseShare();

    // Nodes

    String nodes();

    String nodesLead();

    String node();

    String version();

    String versionUnknown();

    String started();

    String lastSeen();
}
