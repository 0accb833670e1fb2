// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.problem;

import java.util.Collection;

/** The errors that several packages share: those of inputs, and those of requests in general. */
public final class CommonErrors {
    private CommonErrors() {}

    public static ErrorText required() {
        return ErrorText.of("required");
    }

    public static ErrorText tooLong(int most) {
        return ErrorText.of("too-long", most);
    }

    static ErrorText controlCharacters() {
        return ErrorText.of("control-characters");
    }

    static ErrorText unpairedSurrogate() {
        return ErrorText.of("unpaired-surrogate");
    }

    static ErrorText lineSeparators() {
        return ErrorText.of("line-separators");
    }

    public static ErrorText invisibleCharacters() {
        return ErrorText.of("invisible-characters");
    }

    public static ErrorText outOfRange(long least, long most) {
        return ErrorText.of("out-of-range", least, most);
    }

    public static ErrorText notAWholeNumber() {
        return ErrorText.of("not-a-whole-number");
    }

    public static ErrorText notOneOf(Collection<?> allowed) {
        return ErrorText.of("not-one-of", allowed);
    }

    public static ErrorText notABoolean() {
        return ErrorText.of("not-a-boolean");
    }

    public static ErrorText notAnId() {
        return ErrorText.of("not-an-id");
    }

    public static ErrorText tooManyEntries(int most) {
        return ErrorText.of("too-many-entries", most);
    }

    public static ErrorText noEntries() {
        return ErrorText.of("no-entries");
    }

    public static ErrorText duplicateEntry() {
        return ErrorText.of("duplicate-entry");
    }

    public static ErrorText nullEntry() {
        return ErrorText.of("null-entry");
    }

    public static ErrorText immutable() {
        return ErrorText.of("immutable");
    }

    public static ErrorText unknownField() {
        return ErrorText.of("unknown-field");
    }

    public static ErrorText unknownParameter() {
        return ErrorText.of("unknown-parameter");
    }

    public static ErrorText repeatedParameter() {
        return ErrorText.of("repeated-parameter");
    }

    public static ErrorText notACursor() {
        return ErrorText.of("cursor.invalid");
    }

    public static ErrorText cursorOfOtherSort() {
        return ErrorText.of("cursor.other-sort");
    }

    public static ErrorText clientNotFound() {
        return ErrorText.of("client.not-found");
    }

    public static ErrorText methodNotAllowed() {
        return ErrorText.of("method-not-allowed");
    }

    public static ErrorText pathNotFound() {
        return ErrorText.of("path.not-found");
    }

    public static ErrorText notAcceptable() {
        return ErrorText.of("not-acceptable");
    }

    public static ErrorText unsupportedMediaType() {
        return ErrorText.of("body.media-type");
    }

    public static ErrorText formRequired(String type) {
        return ErrorText.of("body.form-required", type);
    }

    public static ErrorText malformedRequest() {
        return ErrorText.of("request.malformed");
    }

    public static ErrorText malformedJson() {
        return ErrorText.of("json.malformed");
    }

    public static ErrorText otherJson() {
        return ErrorText.of("json.unexpected");
    }

    public static ErrorText unstorable() {
        return ErrorText.of("unstorable");
    }

    public static ErrorText concurrentChange() {
        return ErrorText.of("changed-meanwhile");
    }

    public static ErrorText managed() {
        return ErrorText.of("managed");
    }

    public static ErrorText versionMissing() {
        return ErrorText.of("version-missing");
    }

    public static ErrorText bodyTooLarge(String limit) {
        return ErrorText.of("body.too-large", limit);
    }

    public static ErrorText bodyLate() {
        return ErrorText.of("body.late");
    }

    public static ErrorText bodyCompressed() {
        return ErrorText.of("body.compressed");
    }

    public static ErrorText bodyIncomplete() {
        return ErrorText.of("body.incomplete");
    }

    public static ErrorText tooManyAttempts(long seconds) {
        return ErrorText.of("too-many-attempts", seconds);
    }

    public static ErrorText unavailable() {
        return ErrorText.of("unavailable");
    }

    public static ErrorText unforeseen(String number) {
        return ErrorText.of("unexpected-failure", number);
    }

    public static ErrorText unknownHost() {
        return ErrorText.of("host.unknown");
    }

    public static ErrorText tenantSuspended() {
        return ErrorText.of("tenant.suspended");
    }

    public static ErrorText unknownBaseUrl() {
        return ErrorText.of("base-url.unknown");
    }

    public static ErrorText invalidHost() {
        return ErrorText.of("host.invalid");
    }

    public static ErrorText notAnOrigin() {
        return ErrorText.of("origin.invalid");
    }

    public static ErrorText originWithPath() {
        return ErrorText.of("origin.path");
    }

    public static ErrorText urlPort() {
        return ErrorText.of("url.port");
    }

    public static ErrorText urlZone() {
        return ErrorText.of("url.zone");
    }

    public static ErrorText httpsRequired() {
        return ErrorText.of("https-required");
    }
}
