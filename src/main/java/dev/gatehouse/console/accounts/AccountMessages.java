// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.accounts;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about accounts. */
@MessageBundle(value = "accounts", locale = "en")
public interface AccountMessages {

    // List

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String sections();

    @Message
    String groupsTab();

    @Message
    String add();

    @Message
    String searchLabel();

    @Message
    String you();

    // Account

    @Message
    String account();

    @Message
    String username();

    @Message
    String usernameHint();

    @Message
    String displayName();

    @Message
    String displayNameHint();

    @Message
    String displayNameHintEdit();

    @Message
    String role();

    @Message
    String roleNone();

    @Message
    String roleNoneHint();

    @Message
    String roleAuditor();

    @Message
    String roleAuditorHint();

    @Message
    String roleAdministrator();

    @Message
    String roleAdministratorHint();

    @Message
    String groups();

    @Message
    String groupsHint();

    @Message
    String noGroups();

    @Message
    String state();

    @Message
    String signedIn();

    @Message
    String signedInNot();

    @Message
    String created();

    @Message
    String changed();

    @Message
    String usage();

    @Message
    String liveTokens();

    @Message
    String clientsWith();

    @Message
    String sessions();

    @Message
    String showTokens();

    @Message
    String showAudit();

    // Form

    @Message
    String newHeading();

    @Message
    String editHeading();

    @Message
    String ownNote();

    // // Passwords

    @Message
    String password();

    @Message
    String passwordHint();

    @Message
    String passwordChoice();

    @Message
    String passwordChoiceAgain();

    @Message
    String generate();

    @Message
    String generateHint();

    @Message
    String type();

    @Message
    String reset();

    @Message
    String resetHeading();

    @Message
    String resetExplanation();

    @Message
    String ownPassword();

    @Message
    String passkeys();

    @Message
    String deletePasskeys(int n);

    @Message
    String deletePasskeysHint();

    @Message
    String shownHeading();

    @Message
    String shownOnce();

    @Message
    String shownDone();

    // Activation

    @Message
    String activate();

    @Message
    String deactivate();

    @Message
    String activateHeading();

    @Message
    String deactivateHeading();

    @Message
    String activateExplanation();

    @Message
    String deactivateExplanation();

    // Deletion

    @Message
    String deleteHeading();

    @Message
    String deleteExplanation();

    @Message
    String tokensLost();

    @Message
    String more(int n);

    @Message
    String clientsLose();

    @Message
    String lastUsed();

    @Message
    String sessionsLost();

    @Message
    String passkeysLost();

    @Message
    String groupsLeft();

    // // Lockout

    @Message
    String lockout();

    @Message
    String lockoutNone();

    @Message
    String lockoutStrangers();

    @Message
    String lockoutStrangersUntil();

    @Message
    String lockoutSources();

    @Message
    String lockoutSourcesUntil();

    @Message
    String lockoutHonest();

    @Message
    String lift();

    @Message
    String liftHint();
}
