// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway.forward;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of tokens that an upstream needs. */
final class UpstreamTokenDetails {
    private UpstreamTokenDetails() {}

    static ErrorText status(int status) {
        return ErrorText.of("event.upstream-token.status", status);
    }

    static ErrorText error(int status, String error) {
        return ErrorText.of("event.upstream-token.error", status, error);
    }

    static ErrorText noJson() {
        return ErrorText.of("event.upstream-token.no-json");
    }

    static ErrorText notBearer() {
        return ErrorText.of("event.upstream-token.not-bearer");
    }

    static ErrorText noToken() {
        return ErrorText.of("event.upstream-token.none");
    }

    static ErrorText noLifetime() {
        return ErrorText.of("event.upstream-token.expires-in");
    }

    static ErrorText late() {
        return ErrorText.of("event.upstream-token.late");
    }

    static ErrorText unreachable(String why) {
        return ErrorText.of("event.upstream-token.unreachable", why);
    }

    static ErrorText tooLarge(int bytes) {
        return ErrorText.of("event.upstream-token.too-large", bytes);
    }

    static ErrorText brokeOff(String why) {
        return ErrorText.of("event.upstream-token.broken-off", why);
    }

    static ErrorText failed() {
        return ErrorText.of("event.upstream-token.failed");
    }

    static ErrorText unreadable() {
        return ErrorText.of("event.upstream-token.unreadable");
    }
}
