package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page for partner developers. */
@MessageBundle(value = "partner", locale = "en")
public interface PartnerMessages {

    @Message("Export to Postman")
    String postman();

    @Message(
            "A collection with a request for each way to a token and each call that its scopes cover, and the environment that goes with it.")
    String postmanLead();

    @Message("Download collection")
    String collection();

    @Message("Download environment")
    String environment();

    @Message("In Postman choose Import and drop both files.")
    String postmanImport();

    @Message("Choose the environment of the same name at the top right.")
    String postmanEnvironment();

    @Message("Put the client secret into clientSecret there. It is in neither file.")
    String postmanSecret();

    @Message(
            "Send a request of the folder “Get a token”, or press “Get New Access Token” in the Authorization tab of the collection.")
    String postmanToken();

    @Message("Then send a request of the folder of a scope.")
    String postmanCall();

    @Message(
            "Postman cannot receive an authorization code of this client by itself. Add https://oauth.pstmn.io/v1/callback to its redirect URIs if it should.")
    String postmanCallback();

    @Message("It is associated with no scope: it gets no token, and the collection has no calls.")
    String withoutScopes();

    @Message("It is inactive: it gets no token.")
    String withoutBeingActive();

    @Message("Code samples")
    String programs();

    @Message(
            "Each gets a token and calls a service, complete as it stands and without any library. The secret is read from the environment variable CLIENT_SECRET.")
    String programsLead();

    @Message("Grant")
    String grant();

    @Message("Language")
    String language();

    @Message("Program")
    String program();

    @Message("There is no program for the grants that this client has.")
    String noPrograms();
}
