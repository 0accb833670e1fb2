// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about accounts. */
@MessageBundle(value = "accounts", locale = "en")
public interface AccountMessages {

    // List

    String heading();

    String lead();

    String sections();

    String groupsTab();

    String add();

    String searchLabel();

    String you();

    // Account

    String account();

    String username();

    String usernameHint();

    String displayName();

    String displayNameHint();

    String displayNameHintEdit();

    String role();

    String roleNone();

    String roleNoneHint();

    String roleAuditor();

    String roleAuditorHint();

    String roleAdministrator();

    String roleAdministratorHint();

    String groups();

    String groupsHint();

    String noGroups();

    String state();

    String signedIn();

    String signedInNot();

    String created();

    String changed();

    String usage();

    String liveTokens();

    String clientsWith();

    String sessions();

    String showTokens();

    String showAudit();

    // Form

    String newHeading();

    String editHeading();

    String ownNote();

    // Passwords

    String password();

    String passwordHint();

    String passwordChoice();

    String passwordChoiceAgain();

    String generate();

    String generateHint();

    String type();

    String reset();

    String resetHeading();

    String resetExplanation();

    String ownPassword();

    String passkeys();

    String deletePasskeys(int n);

    String deletePasskeysHint();

    String shownHeading();

    String shownOnce();

    String shownDone();

    // Activation

    String activate();

    String deactivate();

    String activateHeading();

    String deactivateHeading();

    String activateExplanation();

    String deactivateExplanation();

    // Deletion

    String deleteHeading();

    String deleteExplanation();

    String tokensLost();

    String more(int n);

    String clientsLose();

    String lastUsed();

    String sessionsLost();

    String passkeysLost();

    String groupsLeft();

    // Lockout

    String lockout();

    String lockoutNone();

    String lockoutStrangers();

    String lockoutStrangersUntil();

    String lockoutSources();

    String lockoutSourcesUntil();

    String lockoutHonest();

    String lift();

    String liftHint();
}
