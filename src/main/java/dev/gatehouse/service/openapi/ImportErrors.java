// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.problem.ErrorText;
import java.util.List;

/** The errors of OpenAPI documents, and the notes about parts that an import leaves out or changes. */
public final class ImportErrors {
    private ImportErrors() {}

    public static ErrorText empty() {
        return ErrorText.of("document.empty");
    }

    public static ErrorText longLine(int most) {
        return ErrorText.of("document.long-line", most);
    }

    public static ErrorText notUtf8() {
        return ErrorText.of("document.not-utf-8");
    }

    public static ErrorText notAnObject() {
        return ErrorText.of("document.not-an-object");
    }

    public static ErrorText tooManyValues(int most) {
        return ErrorText.of("document.too-many-values", most);
    }

    public static ErrorText tooDeep(int most) {
        return ErrorText.of("document.too-deep", most);
    }

    public static ErrorText jsonEndsEarly(int line) {
        return ErrorText.of("document.json-ends-early", line);
    }

    public static ErrorText malformedJson(int line, String why) {
        return ErrorText.of("document.malformed-json", line, why);
    }

    public static ErrorText malformedYaml(ErrorText why) {
        return ErrorText.of("document.malformed-yaml", why);
    }

    public static ErrorText yaml(String parser) {
        return ErrorText.of("yaml.parser", parser);
    }

    public static ErrorText yamlLine(int line, ErrorText why) {
        return ErrorText.of("yaml.line", line, why);
    }

    public static ErrorText yamlSecondDocument() {
        return ErrorText.of("yaml.second-document");
    }

    public static ErrorText yamlTooManyValues(int most) {
        return ErrorText.of("yaml.too-many-values", most);
    }

    public static ErrorText yamlValueMissing() {
        return ErrorText.of("yaml.value-missing");
    }

    public static ErrorText yamlUnknownAlias(String alias) {
        return ErrorText.of("yaml.unknown-alias", alias);
    }

    public static ErrorText yamlKey() {
        return ErrorText.of("yaml.key");
    }

    public static ErrorText yamlDuplicateKey(String key) {
        return ErrorText.of("yaml.duplicate-key", key);
    }

    public static ErrorText yamlMerge() {
        return ErrorText.of("yaml.merge");
    }

    public static ErrorText yamlMergeExplosion(int most) {
        return ErrorText.of("yaml.merge-explosion", most);
    }

    public static ErrorText yamlTooDeep(int most) {
        return ErrorText.of("yaml.too-deep", most);
    }

    public static ErrorText notPaths() {
        return ErrorText.of("document.paths");
    }

    public static ErrorText noOperation() {
        return ErrorText.of("document.no-operation");
    }

    public static ErrorText noPath(String at, ErrorText why) {
        return ErrorText.of("document.no-path", at, why);
    }

    public static ErrorText swaggerVersion() {
        return ErrorText.of("document.swagger-version");
    }

    public static ErrorText versionMissing() {
        return ErrorText.of("document.version-missing");
    }

    public static ErrorText version() {
        return ErrorText.of("document.version");
    }

    public static ErrorText serversMissing() {
        return ErrorText.of("document.servers-missing");
    }

    public static ErrorText serversUnusable(List<ErrorText> servers) {
        return ErrorText.of("document.servers-unusable", servers);
    }

    public static ErrorText ownServersUnusable(List<ErrorText> servers) {
        return ErrorText.of("document.own-servers-unusable", servers);
    }

    public static ErrorText serverWithoutUrl() {
        return ErrorText.of("document.server-without-url");
    }

    public static ErrorText unusableServer(String url, ErrorText why) {
        return ErrorText.of("document.unusable-server", url, why);
    }

    public static ErrorText otherCase(String field) {
        return ErrorText.of("document.other-case", field);
    }

    public static ErrorText additionalNotAnObject() {
        return ErrorText.of("document.additional-operations");
    }

    public static ErrorText notAnObjectHere() {
        return ErrorText.of("document.must-be-an-object");
    }

    public static ErrorText referenceNotAText() {
        return ErrorText.of("document.reference-not-a-text");
    }

    public static ErrorText notAnArray() {
        return ErrorText.of("document.must-be-an-array");
    }

    public static ErrorText serversNotAnArray() {
        return ErrorText.of("document.servers-not-an-array");
    }

    public static ErrorText tooManyFields(int most) {
        return ErrorText.of("document.too-many-fields", most);
    }

    public static ErrorText braces() {
        return ErrorText.of("document.braces");
    }

    public static ErrorText star() {
        return ErrorText.of("document.star");
    }

    public static ErrorText longReference(String reference) {
        return ErrorText.of("document.long-reference", reference);
    }

    public static ErrorText foreignReference(String reference) {
        return ErrorText.of("document.foreign-reference", reference);
    }

    public static ErrorText circularReference(String reference) {
        return ErrorText.of("document.circular-reference", reference);
    }

    public static ErrorText tooManyReferences(int most) {
        return ErrorText.of("document.too-many-references", most);
    }

    public static ErrorText brokenReference(String reference) {
        return ErrorText.of("document.broken-reference", reference);
    }

    public static ErrorText madeByHand(String service) {
        return ErrorText.of("import.made-by-hand", service);
    }

    public static ErrorText pathMadeByHand(String path, String service) {
        return ErrorText.of("import.path-made-by-hand", path, service);
    }

    public static ErrorText takenMeanwhile() {
        return ErrorText.of("import.taken-meanwhile");
    }

    public static ErrorText at(String place, ErrorText why) {
        return ErrorText.of("import.at", place, why);
    }

    public static ErrorText leftOut(ErrorText why) {
        return ErrorText.of("import.left-out", why);
    }

    public static ErrorText webhooksLeftOut() {
        return ErrorText.of("import.webhooks");
    }

    public static ErrorText moreNotes(int more) {
        return ErrorText.of("import.more-notes", more);
    }

    public static ErrorText firstServer(int servers, String upstream) {
        return ErrorText.of("import.first-server", servers, upstream);
    }

    public static ErrorText methodNotForwarded() {
        return ErrorText.of("import.method-not-forwarded");
    }

    public static ErrorText methodHasField(String field) {
        return ErrorText.of("import.method-has-field", field);
    }

    public static ErrorText unknownPathField(String field) {
        return ErrorText.of("import.unknown-field", field);
    }

    public static ErrorText queryLeftOut(String pattern) {
        return ErrorText.of("import.query", pattern);
    }

    public static ErrorText coversMore(String pattern) {
        return ErrorText.of("import.covers-more", pattern);
    }

    public static ErrorText ownServersIgnored() {
        return ErrorText.of("import.own-servers-ignored");
    }

    public static ErrorText otherUpstream(String upstream, String leading, String leadingUpstream) {
        return ErrorText.of("import.other-upstream", upstream, leading, leadingUpstream);
    }

    public static ErrorText sameResource(String other, String pattern) {
        return ErrorText.of("import.same-resource", other, pattern);
    }

    public static ErrorText othersShareCalls() {
        return ErrorText.of("import.others-share-calls");
    }

    public static ErrorText callsGoTo(String calls, String other) {
        return ErrorText.of("import.calls-go-to", calls, other);
    }

    public static ErrorText callsComeFrom(String calls, String service) {
        return ErrorText.of("import.calls-come-from", calls, service);
    }
}
