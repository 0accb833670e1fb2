package dev.gatehouse.console.scopes;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Scope Management. */
@MessageBundle(value = "scopes", locale = "en")
public interface ScopeMessages {

    @Message("Scope Management")
    String heading();

    @Message(
            "A scope is what a person grants to a client: a name, what it allows in plain words, and the service URLs that it covers.")
    String lead();

    @Message("Add scope")
    String add();

    @Message("Search name, description or URL")
    String searchLabel();

    @Message("Name")
    String name();

    @Message(
            "Clients ask for it by this name. It cannot be changed later. Printable ASCII without space, comma, backslash or quotation mark.")
    String nameHint();

    @Message("It cannot be changed: clients ask for it by this name.")
    String nameFixed();

    @Message("Description")
    String description();

    @Message(
            "What it allows, in words that the person who grants it understands. It stands beside the box on the permissions page.")
    String descriptionHint();

    @Message("Service URLs")
    String serviceUrls();

    @Message(
            "One for each line, beginning with /integration. * stands for one segment, /** at the end for everything below. Methods may stand before it: GET,HEAD /integration/…")
    String serviceUrlsHint();

    @Message("Limited to groups")
    String limitedTo();

    @Message("Only members of these groups may grant it, or get it for themselves. None ticked: whoever is signed in.")
    String limitedToHint();

    @Message("Whoever is signed in may grant it")
    String everybody();

    @Message("Methods")
    String methods();

    @Message("URL")
    String url();

    @Message("Changed")
    String changed();

    @Message("Created")
    String created();

    @Message("Add a scope")
    String newHeading();

    @Message("Edit scope")
    String editHeading();

    @Message("There is no scope of your own yet")
    String empty();

    @Message("Expose some services first, then group their URLs into scopes that people understand.")
    String emptyAdvice();

    @Message("Delete this scope?")
    String deleteHeading();

    @Message(
            "No client can ask for it any more. A scope that a client is associated with, or that a live token carries, cannot be deleted.")
    String deleteExplanation();

    @Message("It is built in: it guards the admin API and cannot be changed.")
    String builtInNote();

    @Message("What this covers")
    String covers();

    @Message("The exposed services that a call with this scope reaches, as the gateway itself decides.")
    String coversNote();

    @Message("covers no exposed service yet")
    String coversNothing();

    @Message("{#if n == 1}covers one service{#else}covers {n} services{/if}")
    String coversSome(int n);

    @Message("and {n} more")
    String andMore(int n);

    @Message("partly")
    String partly();

    @Message("Did you mean")
    String perhaps();

    @Message("{#if n == 1}which covers one more service?{#else}which covers {n} more services?{/if}")
    String whichCovers(int n);

    @Message("goes to")
    String callsGoTo();

    @Message("not to")
    String callsNotTo();

    @Message("Pick from your services")
    String pick();

    @Message("Add puts the URL into the list above.")
    String pickNote();

    @Message("Search services")
    String pickSearch();

    @Message("Add")
    String addUrl();

    @Message("the whole API")
    String wholeApi();

    @Message("Flow services")
    String flowServices();

    @Message("No service is exposed yet, or none is found.")
    String noServices();

    @Message("There are more; search for them.")
    String moreServices();

    @Message("Clients that may ask for it")
    String clients();

    @Message("Associate it with a client under Client Registration")
    String noClients();

    @Message("Live tokens that carry it")
    String liveTokens();

    @Message("last used")
    String lastUsed();

    @Message("never used")
    String neverUsed();

    @Message("more than")
    String moreThan();

    @Message("What this change does")
    String reviewHeading();

    @Message("Nothing is saved yet. This is what the scope would cover from now on, and whom it concerns.")
    String reviewLead();

    @Message("No longer covered")
    String lost();

    @Message("Newly covered")
    String gained();

    @Message("Clients that are concerned")
    String concerned();

    @Message("Tokens that lose something")
    String losing();

    @Message("Tokens that gain something")
    String gaining();

    @Message("Limited to, until now")
    String groupsBefore();

    @Message("Limited to, from now on")
    String groupsAfter();

    @Message("Tokens whose holder is shut out")
    String shutOut();

    @Message("Client")
    String client();

    @Message("Service")
    String service();

    @Message("Save this change")
    String saveNow();

    @Message("Go on editing")
    String goOnEditing();

    @Message("Live tokens")
    String tokensCount();

    @Message("Before it can be deleted, disassociate these clients and revoke the tokens that carry it.")
    String inUse();
}
