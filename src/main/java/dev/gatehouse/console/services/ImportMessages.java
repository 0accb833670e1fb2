// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about imports of OpenAPI documents, and about the APIs that imports create. */
@MessageBundle(value = "imports", locale = "en")
public interface ImportMessages {

    // Form

    @Message
    String heading();

    @Message
    String lead();

    @Message
    String document();

    @Message
    String file();

    @Message
    String fileHint(String limit);

    @Message
    String carried();

    @Message
    String pasted();

    @Message
    String paste();

    @Message
    String pasteHint();

    @Message
    String where();

    @Message
    String project();

    @Message
    String projectHint();

    @Message
    String newProject();

    @Message
    String newProjectName();

    @Message
    String newProjectHint();

    @Message
    String name();

    @Message
    String nameHint();

    @Message
    String upstream();

    @Message
    String upstreamHint();

    @Message
    String previewDo();

    // Preview

    @Message
    String previewHeading();

    @Message
    String previewLead();

    @Message
    String overtaken();

    @Message
    String api();

    @Message
    String base();

    @Message
    String isNew();

    @Message
    String added(int n);

    @Message
    String changed(int n);

    @Message
    String removed(int n);

    @Message
    String unchanged(int n);

    @Message
    String notes(int n);

    @Message
    String notesWhy();

    @Message
    String removedWhy();

    @Message
    String resource();

    @Message
    String methods();

    @Message
    String upstreamColumn();

    @Message
    String before();

    @Message
    String after();

    @Message
    String nothing();

    @Message
    String confirm();

    @Message
    String change();

    // // REST API

    @Message
    String apiLead();

    @Message
    String result();

    @Message
    String nextHeading();

    @Message
    String nextLead();

    @Message
    String covered();

    @Message
    String makeScope();

    @Message
    String reimport();

    @Message
    String corsEdit();

    @Message
    String corsLead();

    @Message
    String corsDiffer();
}
