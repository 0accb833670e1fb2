package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the project pages. */
@MessageBundle(value = "projects", locale = "en")
public interface ProjectMessages {

    @Message("Projects")
    String heading();

    @Message("A project holds the services of one team or system. Its ID and environment are part of their URLs.")
    String lead();

    @Message("Add project")
    String add();

    @Message("Search name or ID")
    String searchLabel();

    @Message("Name")
    String name();

    @Message("How people call it. Unique within its environment; it can be changed later.")
    String nameHint();

    @Message("ID")
    String id();

    @Message("Environment")
    String environment();

    @Message("Part of the URLs, up to 63 letters, digits, - and _. Empty: development. It cannot be changed later.")
    String environmentHint();

    @Message("It cannot be changed: it is part of the URLs of its services.")
    String environmentFixed();

    @Message("Created")
    String created();

    @Message("Changed")
    String changed();

    @Message("Add a project")
    String newHeading();

    @Message("Edit project")
    String editHeading();

    @Message("REST APIs")
    String apis();

    @Message("Resources")
    String resources();

    @Message("From a document")
    String imported();

    @Message("Import a later version")
    String reimport();

    @Message("Services")
    String services();

    @Message("Search and filter all of them")
    String allServices();

    @Message("Nothing is exposed in this project yet")
    String empty();

    @Message("Import an OpenAPI document, or add a service by hand.")
    String emptyAdvice();

    @Message("Delete this project?")
    String deleteHeading();

    @Message("Only a project without services can be deleted. Its ID is not given to another.")
    String deleteExplanation();

    @Message("It still has services:")
    String deleteServices();
}
