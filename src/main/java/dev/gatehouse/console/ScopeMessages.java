package dev.gatehouse.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the pages of Scope Management say. */
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

    @Message("There is no scope yet")
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
}
