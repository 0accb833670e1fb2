// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.clients;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page with the Postman files and code samples of a client. */
@MessageBundle(value = "partner", locale = "en")
public interface PartnerMessages {

    // Postman

    String postman();

    String postmanLead();

    String collection();

    String environment();

    String postmanImport();

    String postmanEnvironment();

    String postmanSecret();

    String postmanToken();

    String postmanCall();

    String postmanCallback();

    // Warnings

    String withoutScopes();

    String withoutBeingActive();

    // Code samples

    String programs();

    String programsLead();

    String grant();

    String language();

    String program();

    String noPrograms();
}
