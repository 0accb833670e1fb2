package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages for OpenAPI imports and REST APIs. */
@MessageBundle(value = "imports", locale = "en")
public interface ImportMessages {

    // // Form

    @Message("Import an OpenAPI document")
    String heading();

    @Message(
            "Every path of the document becomes a URL of the gateway that leads to your server. You see first what would be done; nothing is changed until you confirm.")
    String lead();

    @Message("The document")
    String document();

    @Message("File")
    String file();

    @Message("OpenAPI 3 or Swagger 2.0 as JSON or YAML, up to {limit}.")
    String fileHint(String limit);

    @Message("Already here, unless you choose another one:")
    String carried();

    @Message("the text that you pasted")
    String pasted();

    @Message("Or paste its text")
    String paste();

    @Message("Is used when no file is chosen.")
    String pasteHint();

    @Message("Where it goes")
    String where();

    @Message("Project")
    String project();

    @Message("Its ID becomes part of the URLs.")
    String projectHint();

    @Message("A new project")
    String newProject();

    @Message("Name of the new project")
    String newProjectName();

    @Message("It is made together with the import, or not at all.")
    String newProjectHint();

    @Message("Name of the API")
    String name();

    @Message(
            "Part of the URLs: letters, digits and . _ ~ - Empty: the title of the document. The name of an API that was imported before brings that one up to date.")
    String nameHint();

    @Message("Upstream URL")
    String upstream();

    @Message(
            "Where all calls go, instead of the servers that the document names: for a document without any, or for a test system.")
    String upstreamHint();

    @Message("Preview")
    String previewDo();

    // // Preview

    @Message("Preview of the import")
    String previewHeading();

    @Message("Nothing is changed yet.")
    String previewLead();

    @Message(
            "The project was changed since you looked at the preview. Nothing was imported; this is what would be done now.")
    String overtaken();

    @Message("REST API")
    String api();

    @Message("Its URLs begin with")
    String base();

    @Message("is created with it")
    String isNew();

    @Message("Added: {n}")
    String added(int n);

    @Message("Changed: {n}")
    String changed(int n);

    @Message("Removed: {n}")
    String removed(int n);

    @Message("Unchanged: {n}")
    String unchanged(int n);

    @Message("Notes: {n}")
    String notes(int n);

    @Message("What could not be taken over as the document has it.")
    String notesWhy();

    @Message("The document no longer has them. Calls to them are refused from then on.")
    String removedWhy();

    @Message("Resource")
    String resource();

    @Message("Methods")
    String methods();

    @Message("Upstream")
    String upstreamColumn();

    @Message("Before")
    String before();

    @Message("After")
    String after();

    @Message("The API is as the document has it already: there is nothing to import.")
    String nothing();

    @Message("Import")
    String confirm();

    @Message("Change")
    String change();

    // // REST API

    @Message("All resources that are exposed under this name.")
    String apiLead();

    @Message("In numbers")
    String result();

    @Message("What comes next")
    String nextHeading();

    @Message("Nobody can call it yet. A scope over its URLs is what clients ask for, and what people grant.")
    String nextLead();

    @Message("Scopes that cover some of it:")
    String covered();

    @Message("Create a scope for it")
    String makeScope();

    @Message("Import a later version")
    String reimport();

    @Message("CORS")
    String corsEdit();

    @Message("Applies to all resources of this REST API. Resources that an import adds later get the same setting.")
    String corsLead();

    @Message("The resources have different settings. Saving sets all of them.")
    String corsDiffer();
}
