package dev.gatehouse.console.accounts;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the account pages. */
@MessageBundle(value = "accounts", locale = "en")
public interface AccountMessages {

    @Message("Accounts")
    String heading();

    @Message("The people who sign in here: to grant access to what is theirs, and with a role to this console.")
    String lead();

    @Message("Accounts and groups")
    String sections();

    @Message("Groups")
    String groupsTab();

    @Message("Add account")
    String add();

    @Message("Search username or name")
    String searchLabel();

    @Message("You")
    String you();

    // // General

    @Message("Account")
    String account();

    @Message("Username")
    String username();

    @Message(
            "What the person types to sign in; upper and lower case are the same. It cannot be changed later. No spaces.")
    String usernameHint();

    @Message("Display name")
    String displayName();

    @Message("How pages speak of the person. Empty: the username.")
    String displayNameHint();

    @Message("How pages speak of the person.")
    String displayNameHintEdit();

    @Message("Role")
    String role();

    @Message("No role")
    String roleNone();

    @Message("Grants access to what is their own, and sees My access. Does not come into this console.")
    String roleNoneHint();

    @Message("Auditor")
    String roleAuditor();

    @Message("Reads everything in the console and the admin API, and changes nothing.")
    String roleAuditorHint();

    @Message("Administrator")
    String roleAdministrator();

    @Message("Changes everything, this account included. May grant the scope gatehouse.admin.")
    String roleAdministratorHint();

    @Message("Groups")
    String groups();

    @Message("Scopes that are limited to a group can be granted by its members only.")
    String groupsHint();

    @Message("In no group")
    String noGroups();

    @Message("State")
    String state();

    @Message("Signed in")
    String signedIn();

    @Message("not signed in")
    String signedInNot();

    @Message("Created")
    String created();

    @Message("Changed")
    String changed();

    @Message("Activity")
    String usage();

    @Message("Tokens that it granted and that count")
    String liveTokens();

    @Message("Clients that hold them")
    String clientsWith();

    @Message("Sessions")
    String sessions();

    @Message("Tokens of this account")
    String showTokens();

    @Message("What this account did, in the audit log")
    String showAudit();

    // // Adding and editing

    @Message("Add an account")
    String newHeading();

    @Message("Edit account")
    String editHeading();

    @Message(
            "This is your own account. You cannot take away your own role, deactivate or delete yourself, so that there is always an administrator left; another administrator can.")
    String ownNote();

    // // Passwords

    @Message("Password")
    String password();

    @Message("At least 8 characters; length counts, nothing else is asked.")
    String passwordHint();

    @Message("Initial password")
    String passwordChoice();

    @Message("New password")
    String passwordChoiceAgain();

    @Message("Generate one")
    String generate();

    @Message("100 random bits, shown once on the next page.")
    String generateHint();

    @Message("Type one")
    String type();

    @Message("Reset password")
    String reset();

    @Message("Reset the password?")
    String resetHeading();

    @Message(
            "The old password stops working, and every browser that is signed in with this account is signed out. Applications keep the access that they were granted.")
    String resetExplanation();

    @Message("Change password")
    String ownPassword();

    @Message("Passkeys")
    String passkeys();

    @Message("Delete the passkeys of this account too ({n})")
    String deletePasskeys(int n);

    @Message(
            "If somebody else may have got into the account, they may have added one. The person can add others after signing in.")
    String deletePasskeysHint();

    @Message("Password of")
    String shownHeading();

    @Message("Hand it over now: it is stored as a hash only, and this page is the only one that will ever show it.")
    String shownOnce();

    @Message("Go to the account")
    String shownDone();

    // // Activating

    @Message("Activate")
    String activate();

    @Message("Deactivate")
    String deactivate();

    @Message("Activate this account?")
    String activateHeading();

    @Message("Deactivate this account?")
    String deactivateHeading();

    @Message(
            "The person can sign in again. Tokens that they granted and that have not expired count again within a second.")
    String activateExplanation();

    @Message(
            "The person is signed out everywhere and cannot sign in. Tokens that they granted are refused within a second. Nothing is deleted: activating it again brings back what has not expired.")
    String deactivateExplanation();

    // // Deleting

    @Message("Delete this account?")
    String deleteHeading();

    @Message(
            "The account goes for good, with its sessions, its consents and all tokens that it granted. To take its access away for a while, deactivate it instead.")
    String deleteExplanation();

    @Message("Tokens that end")
    String tokensLost();

    @Message("{n} and more")
    String more(int n);

    @Message("Clients that lose access")
    String clientsLose();

    @Message("Last used")
    String lastUsed();

    @Message("Sessions that end")
    String sessionsLost();

    @Message("Passkeys that go")
    String passkeysLost();

    @Message("Leaves the groups")
    String groupsLeft();

    // // Lockout

    @Message("Sign-ins held back")
    String lockout();

    @Message("Nobody has to wait to sign in with this account.")
    String lockoutNone();

    @Message(
            "Too many attempts failed from too many places: attempts from browsers that this account has not signed in with before wait. Browsers that it has, and clients, are heard.")
    String lockoutStrangers();

    @Message("New browsers are heard again")
    String lockoutStrangersUntil();

    @Message("Addresses, browsers and clients that wait for their own failures")
    String lockoutSources();

    @Message("The last of them is heard again")
    String lockoutSourcesUntil();

    @Message("As far as this node has heard since it was started; nothing of it is stored. It ends by itself.")
    String lockoutHonest();

    @Message("Lift it on every node")
    String lift();

    @Message("The next attempts are heard at once. An address that tried many accounts keeps waiting.")
    String liftHint();
}
