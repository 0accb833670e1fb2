// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about projects. */
@MessageBundle(value = "projects", locale = "en")
public interface ProjectMessages {

    // List

    String heading();

    String lead();

    String add();

    String searchLabel();

    // Form and project

    String name();

    String nameHint();

    String id();

    String environment();

    String environmentHint();

    String environmentFixed();

    String created();

    String changed();

    String newHeading();

    String editHeading();

    String apis();

    String resources();

    String imported();

    String reimport();

    String services();

    String allServices();

    String empty();

    String emptyAdvice();

    // Deletion

    String deleteHeading();

    String deleteExplanation();

    String deleteServices();
}
