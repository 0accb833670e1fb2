// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.problem.ErrorText;
import java.util.List;

/** The errors of OpenAPI documents, and the notes about parts that an import leaves out or changes. */
public final class ImportErrors {
    private ImportErrors() {}

    static ErrorText empty() {
        return ErrorText.of("document.empty");
    }

    static ErrorText longLine(int most) {
        return ErrorText.of("document.long-line", most);
    }

    static ErrorText notUtf8() {
        return ErrorText.of("document.not-utf-8");
    }

    static ErrorText notAnObject() {
        return ErrorText.of("document.not-an-object");
    }

    static ErrorText tooManyValues(int most) {
        return ErrorText.of("document.too-many-values", most);
    }

    static ErrorText tooDeep(int most) {
        return ErrorText.of("document.too-deep", most);
    }

    static ErrorText jsonEndsEarly(int line) {
        return ErrorText.of("document.json-ends-early", line);
    }

    static ErrorText malformedJson(int line, String why) {
        return ErrorText.of("document.malformed-json", line, why);
    }

    static ErrorText malformedYaml(ErrorText why) {
        return ErrorText.of("document.malformed-yaml", why);
    }

    static ErrorText yaml(String parser) {
        return ErrorText.of("yaml.parser", parser);
    }

    static ErrorText yamlLine(int line, ErrorText why) {
        return ErrorText.of("yaml.line", line, why);
    }

    static ErrorText yamlSecondDocument() {
        return ErrorText.of("yaml.second-document");
    }

    static ErrorText yamlTooManyValues(int most) {
        return ErrorText.of("yaml.too-many-values", most);
    }

    static ErrorText yamlValueMissing() {
        return ErrorText.of("yaml.value-missing");
    }

    static ErrorText yamlUnknownAlias(String alias) {
        return ErrorText.of("yaml.unknown-alias", alias);
    }

    static ErrorText yamlKey() {
        return ErrorText.of("yaml.key");
    }

    static ErrorText yamlDuplicateKey(String key) {
        return ErrorText.of("yaml.duplicate-key", key);
    }

    static ErrorText yamlMerge() {
        return ErrorText.of("yaml.merge");
    }

    static ErrorText yamlMergeExplosion(int most) {
        return ErrorText.of("yaml.merge-explosion", most);
    }

    static ErrorText yamlTooDeep(int most) {
        return ErrorText.of("yaml.too-deep", most);
    }

    static ErrorText notPaths() {
        return ErrorText.of("document.paths");
    }

    static ErrorText noOperation() {
        return ErrorText.of("document.no-operation");
    }

    static ErrorText noPath(String at, ErrorText why) {
        return ErrorText.of("document.no-path", at, why);
    }

    static ErrorText swaggerVersion() {
        return ErrorText.of("document.swagger-version");
    }

    static ErrorText versionMissing() {
        return ErrorText.of("document.version-missing");
    }

    static ErrorText version() {
        return ErrorText.of("document.version");
    }

    static ErrorText serversMissing() {
        return ErrorText.of("document.servers-missing");
    }

    static ErrorText serversUnusable(List<ErrorText> servers) {
        return ErrorText.of("document.servers-unusable", servers);
    }

    static ErrorText ownServersUnusable(List<ErrorText> servers) {
        return ErrorText.of("document.own-servers-unusable", servers);
    }

    static ErrorText serverWithoutUrl() {
        return ErrorText.of("document.server-without-url");
    }

    static ErrorText unusableServer(String url, ErrorText why) {
        return ErrorText.of("document.unusable-server", url, why);
    }

    static ErrorText otherCase(String field) {
        return ErrorText.of("document.other-case", field);
    }

    static ErrorText additionalNotAnObject() {
        return ErrorText.of("document.additional-operations");
    }

    static ErrorText notAnObjectHere() {
        return ErrorText.of("document.must-be-an-object");
    }

    static ErrorText referenceNotAText() {
        return ErrorText.of("document.reference-not-a-text");
    }

    static ErrorText notAnArray() {
        return ErrorText.of("document.must-be-an-array");
    }

    static ErrorText serversNotAnArray() {
        return ErrorText.of("document.servers-not-an-array");
    }

    static ErrorText tooManyFields(int most) {
        return ErrorText.of("document.too-many-fields", most);
    }

    static ErrorText braces() {
        return ErrorText.of("document.braces");
    }

    static ErrorText star() {
        return ErrorText.of("document.star");
    }

    static ErrorText longReference(String reference) {
        return ErrorText.of("document.long-reference", reference);
    }

    static ErrorText foreignReference(String reference) {
        return ErrorText.of("document.foreign-reference", reference);
    }

    static ErrorText circularReference(String reference) {
        return ErrorText.of("document.circular-reference", reference);
    }

    static ErrorText tooManyReferences(int most) {
        return ErrorText.of("document.too-many-references", most);
    }

    static ErrorText brokenReference(String reference) {
        return ErrorText.of("document.broken-reference", reference);
    }

    static ErrorText madeByHand(String service) {
        return ErrorText.of("import.made-by-hand", service);
    }

    static ErrorText pathMadeByHand(String path, String service) {
        return ErrorText.of("import.path-made-by-hand", path, service);
    }

    static ErrorText takenMeanwhile() {
        return ErrorText.of("import.taken-meanwhile");
    }

    public static ErrorText at(String place, ErrorText why) {
        return ErrorText.of("import.at", place, why);
    }

    static ErrorText leftOut(ErrorText why) {
        return ErrorText.of("import.left-out", why);
    }

    static ErrorText webhooksLeftOut() {
        return ErrorText.of("import.webhooks");
    }

    static ErrorText moreNotes(int more) {
        return ErrorText.of("import.more-notes", more);
    }

    static ErrorText firstServer(int servers, String upstream) {
        return ErrorText.of("import.first-server", servers, upstream);
    }

    static ErrorText methodNotForwarded() {
        return ErrorText.of("import.method-not-forwarded");
    }

    static ErrorText methodHasField(String field) {
        return ErrorText.of("import.method-has-field", field);
    }

    static ErrorText unknownPathField(String field) {
        return ErrorText.of("import.unknown-field", field);
    }

    static ErrorText queryLeftOut(String pattern) {
        return ErrorText.of("import.query", pattern);
    }

    static ErrorText coversMore(String pattern) {
        return ErrorText.of("import.covers-more", pattern);
    }

    static ErrorText ownServersIgnored() {
        return ErrorText.of("import.own-servers-ignored");
    }

    static ErrorText otherUpstream(String upstream, String leading, String leadingUpstream) {
        return ErrorText.of("import.other-upstream", upstream, leading, leadingUpstream);
    }

    static ErrorText sameResource(String other, String pattern) {
        return ErrorText.of("import.same-resource", other, pattern);
    }

    static ErrorText othersShareCalls() {
        return ErrorText.of("import.others-share-calls");
    }

    static ErrorText callsGoTo(String calls, String other) {
        return ErrorText.of("import.calls-go-to", calls, other);
    }

    static ErrorText callsComeFrom(String calls, String service) {
        return ErrorText.of("import.calls-come-from", calls, service);
    }
}
