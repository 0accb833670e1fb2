package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of Client Registration, except for the registration form and the partner page. */
@MessageBundle(value = "clients", locale = "en")
public interface ClientMessages {

    // List

    @Message("Client Registration")
    String heading();

    @Message(
            "A client is an application of yours or of a partner. It gets a client ID, a secret if it can keep one, and the scopes that it may ask for.")
    String lead();

    @Message("Register client")
    String add();

    @Message("Search name or client ID")
    String searchLabel();

    @Message("Name")
    String name();

    @Message("Version")
    String version();

    @Message("Type")
    String type();

    @Message("Status")
    String status();

    @Message("Scopes")
    String scopes();

    @Message("Registered")
    String created();

    @Message("Last change")
    String changed();

    @Message("Confidential")
    String confidential();

    @Message("Public")
    String publicType();

    @Message("No client is registered yet")
    String empty();

    @Message(
            "A client is an application that calls your services. Register one for each partner application, associate it with scopes, and hand its credentials out.")
    String emptyAdvice();

    @Message("Deactivate")
    String deactivate();

    @Message("Activate")
    String activate();

    @Message("It is built in: it serves the admin API on the command line and cannot be changed.")
    String builtInNote();

    // View

    @Message("Sections of this client")
    String sections();

    @Message("Overview")
    String overview();

    @Message("Export to Postman")
    String exportToPostman();

    @Message("Postman and code")
    String partner();

    @Message("Credentials")
    String credentials();

    @Message("Client ID")
    String clientId();

    @Message("Client secret")
    String clientSecret();

    @Message("Only its hash is kept; nobody can show it again.")
    String secretKept();

    @Message("The one before works too, until")
    String previousSecret();

    @Message("It has none: it is a public client.")
    String noSecret();

    @Message("Regenerate secret")
    String regenerate();

    @Message("Endpoints")
    String endpoints();

    @Message("Authorization URL")
    String authorizationEndpoint();

    @Message("Token URL")
    String tokenEndpoint();

    @Message("Refresh URL")
    String refreshEndpoint();

    @Message("Introspection URL")
    String introspectionEndpoint();

    @Message("Revocation URL")
    String revocationEndpoint();

    @Message("Metadata")
    String metadata();

    @Message("Registration")
    String registration();

    @Message("Groups")
    String groups();

    @Message("Activity")
    String usage();

    @Message("{#if more}more than {/if}{n} live token{#if n != 1}s{/if}")
    String liveTokens(int n, boolean more);

    @Message("{#if more}more than {/if}{n} remembered consent{#if n != 1}s{/if}")
    String consents(int n, boolean more);

    @Message("{#if more}more than {/if}{n} authorization code{#if n != 1}s{/if} not redeemed yet")
    String codes(int n, boolean more);

    @Message("last used")
    String lastUsed();

    @Message("never used")
    String neverUsed();

    @Message("Show its tokens")
    String showTokens();

    @Message("Show it in the audit log")
    String showAudit();

    @Message("Find out why a call of it is denied")
    String showWhyDenied();

    @Message("Risky")
    String risks();

    @Message("A public client without PKCE cannot protect its authorization codes from other apps.")
    String riskPkce();

    @Message("Nobody is asked before this client gets access. Use that only for a client of your own.")
    String riskApproval();

    @Message("The implicit grant puts tokens into browser history. Use the authorization code with PKCE.")
    String riskImplicit();

    @Message("The password grant shows people's passwords to the client. Use the authorization code.")
    String riskPassword();

    @Message("Its access tokens never expire. A leaked one works until it is revoked.")
    String riskExpiration();

    @Message("localhost may lead to another network interface. Register http://127.0.0.1 instead.")
    String riskLocalhost();

    @Message("Any app can claim a scheme without a dot. Use a reversed domain name, such as com.example.app:/callback.")
    String riskScheme();

    // // New credentials

    @Message("The client is registered")
    String registeredHeading();

    @Message("The client has another secret")
    String regeneratedHeading();

    @Message("The client has a secret now")
    String turnedHeading();

    @Message("Copy the secret now. It is shown this once and never again; only its hash is kept.")
    String keepIt();

    @Message("A public client needs its client ID only.")
    String publicCredentials();

    @Message("What to do next")
    String nextSteps();

    @Message("Associate it with a scope")
    String stepScopes();

    @Message("Without one it gets no token.")
    String stepScopesWhy();

    @Message("Run it in Postman")
    String stepPostman();

    @Message(
            "Import both files, choose the environment, put the secret into clientSecret, and send a request of the folder “Get a token”.")
    String stepPostmanWhy();

    @Message("Import both files, choose the environment, and send a request of the folder “Get a token”.")
    String stepPostmanWhyPublic();

    @Message("Or begin with a program")
    String stepCode();

    @Message("In curl, JavaScript, Java or Python, complete as it stands.")
    String stepCodeWhy();

    @Message("See the programs")
    String stepCodeDo();

    @Message("See the token appear")
    String stepToken();

    @Message("Each token stands under Token Management, where you can revoke it.")
    String stepTokenWhy();

    @Message("I have copied it: go to the client")
    String toClient();

    @Message("Go to the client")
    String toClientPublic();

    // Secret

    @Message("The client gets another secret, which is shown once. Tokens that are out stay valid.")
    String regenerateExplanation();

    @Message("Keep the old secret valid for")
    String overlap();

    @Message(
            "With an overlap, the partner can change it without an outage. An older secret that was still working on ends now in any case.")
    String overlapHint();

    @Message("Not at all")
    String overlapNone();

    @Message("Right if it has leaked. Until the partner has the new one, the client gets no token.")
    String overlapNoneHint();

    @Message("An hour")
    String overlapHour();

    @Message("A day")
    String overlapDay();

    @Message("A week")
    String overlapWeek();

    @Message("Another time")
    String overlapOther();

    @Message("0 to 7776000 (90 days).")
    String overlapSecondsHint();

    // // Status and deletion

    @Message("Deactivate this client?")
    String deactivateHeading();

    @Message("Activate this client?")
    String activateHeading();

    @Message(
            "From then on it gets no token, and every token that it has is refused, on every node within a second. Activating it makes those that have not expired by then usable again.")
    String deactivateExplanation();

    @Message("It gets tokens again, and those that it has and that have not expired work again.")
    String activateExplanation();

    @Message("What stops:")
    String deactivateStops();

    @Message("What works again:")
    String activateResumes();

    @Message("Delete this client?")
    String deleteHeading();

    @Message("This cannot be undone. Its credentials end, and with it are deleted:")
    String deleteExplanation();

    @Message(
            "This cannot be undone. Its credentials end. It has no live token, no consent and no code that would be deleted with it.")
    String deleteNothing();

    @Message("To stop it for a while, deactivate it instead.")
    String ratherDeactivate();

    @Message("no live token")
    String nothingGoing();

    // Scopes

    @Message("Only these can be requested.")
    String scopesLead();

    @Message("Scope")
    String scope();

    @Message("It is associated with no scope")
    String scopesEmpty();

    @Message("Without one it gets no token. Associate it with an existing scope, or with a new one.")
    String scopesEmptyAdvice();

    @Message("Associate existing")
    String associateExisting();

    @Message("Associate new")
    String associateNew();

    @Message("Associate")
    String associate();

    @Message("Associate scopes")
    String associateHeading();

    @Message("Tick what the client may ask for, besides what is associated already.")
    String associateLead();

    @Message("Search name, description or URL")
    String associateSearch();

    @Message("associated")
    String associated();

    @Message("Scopes")
    String found();

    @Message("There are more. Search for what you need.")
    String moreFound();

    @Message("There is no scope of your own yet. Add one first.")
    String nothingToAssociate();

    @Message("Disassociate")
    String disassociate();

    @Message("Disassociate this scope?")
    String disassociateHeading();

    @Message(
            "The client can no longer ask for it, neither for new tokens nor when it refreshes. Access tokens that carry it keep it until they expire or are revoked.")
    String disassociateExplanation();

    @Message("{#if more}at least {/if}{n} live token{#if n == 1} carries{#else}s carry{/if} it")
    String carrying(int n, boolean more);

    @Message("No live token carries it.")
    String carriedByNone();
}
