// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages about imports of OpenAPI documents, and about the APIs that imports create. */
@MessageBundle(value = "imports", locale = "en")
public interface ImportMessages {

    // Form

    String heading();

    String lead();

    String document();

    String file();

    String fileHint(String limit);

    String carried();

    String pasted();

    String paste();

    String pasteHint();

    String where();

    String project();

    String projectHint();

    String newProject();

    String newProjectName();

    String newProjectHint();

    String name();

    String nameHint();

    String upstream();

    String upstreamHint();

    String previewDo();

    // Preview

    String previewHeading();

    String previewLead();

    String overtaken();

    String api();

    String base();

    String isNew();

    String added(int n);

    String changed(int n);

    String removed(int n);

    String unchanged(int n);

    String notes(int n);

    String notesWhy();

    String removedWhy();

    String resource();

    String methods();

    String upstreamColumn();

    String before();

    String after();

    String nothing();

    String confirm();

    String change();

    // REST API

    String apiLead();

    String result();

    String nextHeading();

    String nextLead();

    String covered();

    String makeScope();

    String reimport();

    String corsEdit();

    String corsLead();

    String corsDiffer();
}
