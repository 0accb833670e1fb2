package dev.gatehouse.console.accounts;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the group pages. */
@MessageBundle(value = "groups", locale = "en")
public interface GroupMessages {

    @Message("Groups")
    String heading();

    @Message("A group holds accounts and clients. A scope that is limited to groups is for their members only.")
    String lead();

    @Message("Add group")
    String add();

    @Message("Search name or description")
    String searchLabel();

    @Message("There is no group yet")
    String empty();

    @Message(
            "Add one for those who may have what not everybody may, put accounts and clients into it, and limit a scope to it.")
    String emptyAdvice();

    @Message("Name")
    String name();

    @Message("Unique; it can be changed later.")
    String nameHint();

    @Message("Description")
    String description();

    @Message("Who belongs to it, for other administrators.")
    String descriptionHint();

    @Message("Created")
    String created();

    @Message("Add a group")
    String newHeading();

    @Message("Edit group")
    String editHeading();

    @Message("Delete this group?")
    String deleteHeading();

    @Message(
            "Its members stay what they are and leave only the group. A group that a scope is limited to cannot be deleted: without it nobody could tell who may have that scope.")
    String deleteExplanation();

    @Message("Members")
    String membersOf();

    @Message("Accounts")
    String accounts();

    @Message("Clients")
    String clients();

    @Message("{n} and more")
    String more(int n);

    @Message("Scopes that it limits, which keep it from being deleted")
    String limits();

    @Message("Add accounts")
    String addAccounts();

    @Message("Add clients")
    String addClients();

    @Message("Search username or name")
    String searchAccounts();

    @Message("Search name or client ID")
    String searchClients();

    @Message("No account is in this group yet")
    String noAccounts();

    @Message("No client is in this group yet")
    String noClients();

    @Message("They may grant the scopes that are limited to this group.")
    String accountsLead();

    @Message("They may get the scopes that are limited to this group for themselves, with client credentials.")
    String clientsLead();

    @Message("Select")
    String select();

    @Message("Remove the selected …")
    String remove();

    @Message("Remove from the group?")
    String removeHeading();

    @Message("Remove")
    String removeThem();

    @Message("What only members of this group may have is lost:")
    String removeLoses();

    @Message("Only members of this group may have")
    String opens();

    @Message("No scope is limited to this group.")
    String opensNothing();

    @Message("Limit one")
    String limitScope();

    @Message(
            "It holds for live tokens, too: what their holder may no longer have is refused within a second, and counts again when the membership is back.")
    String removeHint();

    @Message("Add the selected")
    String addSelected();

    @Message("Member")
    String member();

    @Message("State")
    String state();

    @Message("Select at least one.")
    String nothingSelected();

    @Message("There is nobody to add yet.")
    String noOneToAdd();
}
