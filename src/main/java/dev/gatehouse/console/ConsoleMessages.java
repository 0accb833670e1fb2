package dev.gatehouse.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The texts that all pages of the console share. Sections have their own message bundles. A translation is a file
 * {@code messages/console_xx.properties} with the method names as keys.
 */
@MessageBundle(value = "console", locale = "en")
public interface ConsoleMessages {

    // Navigation

    @Message("Skip to the content")
    String skipToContent();

    @Message("Menu")
    String menu();

    @Message("Console")
    String navigation();

    @Message("Overview")
    String overview();

    @Message("Client Registration")
    String clientRegistration();

    @Message("Scope Management")
    String scopeManagement();

    @Message("Token Management")
    String tokenManagement();

    @Message("Services")
    String services();

    @Message("Accounts and groups")
    String accountsAndGroups();

    @Message("Settings")
    String settings();

    @Message("Audit log")
    String auditLog();

    @Message("Why denied?")
    String whyDenied();

    @Message("My access")
    String myAccess();

    @Message("Auditor, reads only")
    String auditor();

    // // Notices

    @Message("Created.")
    String noticeCreated();

    @Message("Saved. Takes effect within a second.")
    String noticeSaved();

    @Message("Deleted.")
    String noticeDeleted();

    @Message("Imported.")
    String noticeImported();

    @Message("Deleted. They are refused on every node within a second; their rows stay for a day as revoked.")
    String noticeTokensDeleted();

    @Message("Expired tokens that cannot be refreshed are removed.")
    String noticeExpiredRemoved();

    // // Missing permissions

    @Message("You don't have permission to do this")
    String forbidden();

    @Message("Auditors read everything and change nothing. Ask an administrator to do it.")
    String forbiddenAuditor();

    @Message("Your account has no role in this console. What you granted to applications is under My access.")
    String forbiddenNoRole();

    // Forms

    @Message("optional")
    String optional();

    @Message("risky")
    String risky();

    @Message("Save")
    String save();

    @Message("Cancel")
    String cancel();

    @Message("Edit")
    String edit();

    @Message("Delete")
    String delete();

    @Message("Back")
    String back();

    @Message("Nothing was saved yet. Please correct:")
    String mistakes();

    @Message("Somebody else has changed this since you opened it. Nothing was saved yet.")
    String overtaken();

    @Message(
            "What you typed is still here; what was saved meanwhile stands above each field that differs. Saving again replaces it.")
    String overtakenAdvice();

    @Message("Saved meanwhile:")
    String meanwhileSaved();

    @Message("Copy")
    String copy();

    // Lists

    @Message("Search")
    String searchButton();

    @Message("Clear")
    String clear();

    @Message("The server has too much to do right now. Nothing was saved; send it again in a moment.")
    String busy();

    @Message("Pages of this list")
    String pages();

    @Message("First page")
    String firstPage();

    @Message("Next page")
    String nextPage();

    @Message("Nothing matches your search.")
    String nothingFound();

    @Message("Select all on this page")
    String selectAll();

    @Message("Active")
    String active();

    @Message("Inactive")
    String inactive();

    @Message("Built in")
    String builtIn();

    @Message("never")
    String never();

    @Message("none")
    String none();

    @Message("all")
    String all();

    @Message("yes")
    String yes();

    @Message("no")
    String no();

    // Times

    @Message("just now")
    String secondsAgo();

    @Message("{#if n == 1}a minute ago{#else}{n} minutes ago{/if}")
    String minutesAgo(long n);

    @Message("{#if n == 1}an hour ago{#else}{n} hours ago{/if}")
    String hoursAgo(long n);

    @Message("{#if n == 1}yesterday{#else}{n} days ago{/if}")
    String daysAgo(long n);

    @Message("{#if n == 1}a month ago{#else}{n} months ago{/if}")
    String monthsAgo(long n);

    @Message("{#if n == 1}a year ago{#else}{n} years ago{/if}")
    String yearsAgo(long n);

    @Message("in a few seconds")
    String inSeconds();

    @Message("{#if n == 1}in a minute{#else}in {n} minutes{/if}")
    String inMinutes(long n);

    @Message("{#if n == 1}in an hour{#else}in {n} hours{/if}")
    String inHours(long n);

    @Message("{#if n == 1}in a day{#else}in {n} days{/if}")
    String inDays(long n);

    @Message("{#if n == 1}in a month{#else}in {n} months{/if}")
    String inMonths(long n);

    @Message("{#if n == 1}in a year{#else}in {n} years{/if}")
    String inYears(long n);

    // Overview

    @Message("First steps")
    String firstSteps();

    @Message("Four steps from an API to a call that is checked against what was granted.")
    String firstStepsLead();

    @Message("Expose your services")
    String stepServices();

    @Message("Import an OpenAPI document, or add flow services and REST resources by hand. Nobody can call them yet.")
    String stepServicesWhy();

    @Message("Import an OpenAPI document")
    String stepServicesDo();

    @Message("Group their URLs into a scope")
    String stepScopes();

    @Message(
            "A scope is what a person grants: a name, a sentence that says what it allows, and the URLs that it covers.")
    String stepScopesWhy();

    @Message("Add a scope")
    String stepScopesDo();

    @Message("Register a client")
    String stepClients();

    @Message("One for each partner application. It gets a client ID and a secret, and the scopes that it may ask for.")
    String stepClientsWhy();

    @Message("Register a client")
    String stepClientsDo();

    @Message("Get a token and call")
    String stepTokens();

    @Message(
            "Export the client to Postman and run it, or copy a snippet. The token then appears under Token Management.")
    String stepTokensWhy();

    @Message("See the clients")
    String stepTokensDo();

    @Message("Done")
    String done();

    @Message("Continue")
    String goOn();

    @Message("Another API, or a new edition of one")
    String goOnServices();

    @Message("Something more that people can grant")
    String goOnScopes();

    @Message("Another partner application")
    String goOnClients();

    @Message("Recent denied calls")
    String deniedLately();

    @Message("All denied calls")
    String deniedAll();

    @Message("Investigate")
    String lookInto();

    @Message("Find out why a call was denied")
    String lookWhyDenied();

    @Message("Who did what, when, from where")
    String lookAudit();

    @Message("Which tokens are active, and revoke them")
    String lookTokens();
}
