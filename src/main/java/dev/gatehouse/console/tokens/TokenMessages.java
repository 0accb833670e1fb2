package dev.gatehouse.console.tokens;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Token Management. */
@MessageBundle(value = "tokens", locale = "en")
public interface TokenMessages {

    @Message("Token Management")
    String heading();

    @Message(
            "All active tokens: who holds them, who granted them, when they expire. What is deleted here is refused on every node within a second.")
    String lead();

    @Message("Add New Token")
    String add();

    @Message("Remove expired")
    String removeExpired();

    @Message("Search token, client or account name")
    String searchLabel();

    @Message("Scope, exactly")
    String scopeFilter();

    @Message("Only of the client")
    String onlyClient();

    @Message("Only of the account")
    String onlyAccount();

    @Message("Token")
    String token();

    @Message("Name")
    String name();

    @Message("Client")
    String client();

    @Message("Account")
    String account();

    @Message("The client itself")
    String itself();

    @Message("Scopes")
    String scopes();

    @Message("Issued")
    String issued();

    @Message("Expires")
    String expires();

    @Message("Lifetime")
    String lifetime();

    @Message("Expired")
    String expired();

    @Message("Refresh count")
    String refreshCount();

    @Message("Unlimited")
    String unlimited();

    @Message("None")
    String noRefresh();

    @Message("Refresh token expires")
    String refreshExpires();

    @Message("Last used")
    String lastUsed();

    @Message("Active")
    String active();

    @Message("Revoked")
    String revoked();

    @Message("Select token")
    String select();

    @Message("Delete selected…")
    String deleteSelected();

    @Message("No tokens yet")
    String empty();

    @Message(
            "A token appears here as soon as a client gets one: open a client and export it to Postman, or copy one of its programs to begin with. Or add one by hand.")
    String emptyAdvice();

    @Message("See the clients")
    String seeClients();

    @Message("ID")
    String id();

    @Message("How it came about")
    String grant();

    @Message("A person granted it (authorization code)")
    String grantCode();

    @Message("A person granted it (implicit)")
    String grantImplicit();

    @Message("The client got it for itself (client credentials)")
    String grantClientCredentials();

    @Message("With a person’s password")
    String grantPassword();

    @Message("An administrator added it")
    String grantAdministrator();

    @Message("What happened to it")
    String events();

    @Message("Nothing that is still in the audit log.")
    String noEvents();

    @Message("All of it in the audit log")
    String allEvents();

    @Message("Why is a call denied?")
    String whyDenied();

    @Message("Add New Token")
    String addHeading();

    @Message(
            "For a client that cannot ask for one by itself. It cannot be refreshed, and carries no more than the client could get with its own credentials.")
    String addLead();

    @Message("Which client is it for?")
    String whichClient();

    @Message("Search client name")
    String searchClients();

    @Message("Choose")
    String choose();

    @Message("Resource")
    String resource();

    @Message("Revoked")
    String revokedAt();

    @Message("You have registered no client yet. Register one first.")
    String noClients();

    @Message("Register a client")
    String registerClient();

    @Message("Another client")
    String anotherClient();

    @Message("This client is not active: no token can be added for it.")
    String inactiveClient();

    @Message("The purpose of the token. The list shows this name.")
    String nameHint();

    @Message("Expires in days")
    String days();

    @Message("1 to 24855. The shorter, the better: whoever has the token can use it.")
    String daysHint();

    @Message("Scopes that the client is associated with. What it cannot have by itself cannot be ticked.")
    String scopesHint();

    @Message("No scope is associated with this client. Associate one first.")
    String noScopes();

    @Message("Open the client")
    String openClient();

    @Message("Add token")
    String addIt();

    @Message("Copy this token now")
    String addedHeading();

    @Message("It is shown this once and never again; only its digest is stored. Hand it over in a safe way.")
    String addedExplanation();

    @Message("Access token")
    String accessToken();

    @Message("Try it")
    String tryIt();

    @Message(
            "A line for bash. The token stays off the command line of curl, where others on the same machine could see it.")
    String tryItHint();

    @Message("Its scopes cover nothing that is exposed yet, so there is nothing to call.")
    String nothingToCall();

    @Message("I have copied it: see the token")
    String toToken();

    @Message("Delete tokens?")
    String deleteHeading();

    @Message(
            "The access token and the refresh token of each go, and are refused on every node within a second. Whoever used them has to get new ones.")
    String deleteExplanation();

    @Message("No token was selected, or those that were are gone already.")
    String nothingSelected();

    @Message("Will be deleted")
    String willGo();

    @Message("Delete")
    String deleteThem();

    @Message("{#if n == 1}One client on this page{#else}{n} clients on this page{/if}")
    String found(int n);

    @Message("{#if n == 1}One token will be deleted.{#else}{n} tokens will be deleted.{/if}")
    String howMany(int n);

    @Message(
            "{#if n == 1}One of them was used within the last week.{#else}{n} of them were used within the last week.{/if}")
    String lately(int n);
}
