// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import dev.gatehouse.problem.ErrorText;
import java.util.Collection;

/** The errors of configuration files. */
final class DeclarativeErrors {
    private DeclarativeErrors() {}

    static ErrorText unknownField(String name, Collection<String> known) {
        return ErrorText.of("config.unknown-field", name, known);
    }

    static ErrorText unknownFieldLike(String name, String known) {
        return ErrorText.of("config.unknown-field-like", name, known);
    }

    static ErrorText notAText() {
        return ErrorText.of("config.not-a-text");
    }

    static ErrorText notAList() {
        return ErrorText.of("config.not-a-list");
    }

    static ErrorText notAnObject() {
        return ErrorText.of("config.not-an-object");
    }

    static ErrorText literalSecret() {
        return ErrorText.of("config.literal-secret");
    }

    static ErrorText notAReference(Collection<String> forms) {
        return ErrorText.of("config.not-a-reference", forms);
    }

    static ErrorText variableMissing(String name) {
        return ErrorText.of("config.variable-missing", name);
    }

    static ErrorText variableForbidden(String prefix) {
        return ErrorText.of("config.variable-forbidden", prefix);
    }

    static ErrorText fileUnreadable(String name) {
        return ErrorText.of("config.file-unreadable", name);
    }

    static ErrorText fileForbidden() {
        return ErrorText.of("config.file-forbidden");
    }

    static ErrorText fileOutside() {
        return ErrorText.of("config.file-outside");
    }

    static ErrorText secretTooShort(int least) {
        return ErrorText.of("config.secret-too-short", least);
    }

    static ErrorText hashForm() {
        return ErrorText.of("config.hash-form");
    }

    static ErrorText unknownTenant(String known) {
        return ErrorText.of("config.unknown-tenant", known);
    }

    static ErrorText describedTwice(String elsewhere) {
        return ErrorText.of("config.described-twice", elsewhere);
    }

    static ErrorText otherPrune(String elsewhere) {
        return ErrorText.of("config.other-prune", elsewhere);
    }

    static ErrorText unknownGroup(String name) {
        return ErrorText.of("config.unknown-group", name);
    }

    static ErrorText unknownProject(String name) {
        return ErrorText.of("config.unknown-project", name);
    }

    static ErrorText ambiguousProject(String name) {
        return ErrorText.of("config.ambiguous-project", name);
    }

    static ErrorText projectId() {
        return ErrorText.of("config.project-id");
    }

    static ErrorText projectIdTaken(String id) {
        return ErrorText.of("config.project-id-taken", id);
    }

    static ErrorText inDocument(String field, ErrorText why) {
        return ErrorText.of("config.in-document", field, why);
    }

    static ErrorText removal(String kind, String name, ErrorText why) {
        return ErrorText.of("config.removal", kind, name, why);
    }

    static ErrorText addressUnknown() {
        return ErrorText.of("config.address-unknown");
    }

    static ErrorText malformed(String why) {
        return ErrorText.of("config.malformed", why);
    }

    static ErrorText notUtf8() {
        return ErrorText.of("config.not-utf8");
    }

    static ErrorText empty() {
        return ErrorText.of("config.empty");
    }

    static ErrorText tooLarge(int mebibytes) {
        return ErrorText.of("config.too-large", mebibytes);
    }

    static ErrorText longLine(int most) {
        return ErrorText.of("config.long-line", most);
    }

    static ErrorText tooDeep(int most) {
        return ErrorText.of("config.too-deep", most);
    }

    static ErrorText tooManyValues(int most) {
        return ErrorText.of("config.too-many-values", most);
    }

    static ErrorText secondDocument() {
        return ErrorText.of("config.second-document");
    }

    static ErrorText unknownAlias(String name) {
        return ErrorText.of("config.unknown-alias", name);
    }

    static ErrorText duplicateKey(String name) {
        return ErrorText.of("config.duplicate-key", name);
    }

    static ErrorText notAKey() {
        return ErrorText.of("config.not-a-key");
    }

    static ErrorText notMergeable() {
        return ErrorText.of("config.not-mergeable");
    }

    static ErrorText noFiles(String directory) {
        return ErrorText.of("config.no-files", directory);
    }

    static ErrorText noDirectory(String directory) {
        return ErrorText.of("config.no-directory", directory);
    }

    static ErrorText tooManyFiles(int most) {
        return ErrorText.of("config.too-many-files", most);
    }

    static ErrorText directoryApplies() {
        return ErrorText.of("config.directory-applies");
    }
}
