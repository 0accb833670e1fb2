// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page with the Postman files and code samples of a client. */
@MessageBundle(value = "partner", locale = "en")
public interface PartnerMessages {

    // Postman

    @Message
    String postman();

    @Message
    String postmanLead();

    @Message
    String collection();

    @Message
    String environment();

    @Message
    String postmanImport();

    @Message
    String postmanEnvironment();

    @Message
    String postmanSecret();

    @Message
    String postmanToken();

    @Message
    String postmanCall();

    @Message
    String postmanCallback();

    // Warnings

    @Message
    String withoutScopes();

    @Message
    String withoutBeingActive();

    // Code samples

    @Message
    String programs();

    @Message
    String programsLead();

    @Message
    String grant();

    @Message
    String language();

    @Message
    String program();

    @Message
    String noPrograms();
}
