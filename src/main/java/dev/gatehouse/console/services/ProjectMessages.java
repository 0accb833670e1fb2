// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about projects. */
@MessageBundle(value = "projects", locale = "en")
public interface ProjectMessages {

    // List

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String add();

    @Message
    String searchLabel();

    // Form and project

    @Message
    String name();

    @Message
    String nameHint();

    @Message
    String id();

    @Message
    String environment();

    @Message
    String environmentHint();

    @Message
    String environmentFixed();

    @Message
    String created();

    @Message
    String changed();

    @Message
    String newHeading();

    @Message
    String editHeading();

    @Message
    String apis();

    @Message
    String resources();

    @Message
    String imported();

    @Message
    String reimport();

    @Message
    String services();

    @Message
    String allServices();

    @Message
    String empty();

    @Message
    String emptyAdvice();

    // Deletion

    @Message
    String deleteHeading();

    @Message
    String deleteExplanation();

    @Message
    String deleteServices();
}
