// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.gateway;

import dev.gatehouse.gateway.AccessDecision.Step;
import dev.gatehouse.problem.ErrorText;

/** The details of audit events of calls. */
public final class GatewayDetails {
    private GatewayDetails() {}

    public static ErrorText allowed() {
        return ErrorText.of("event.call.allowed");
    }

    static ErrorText denied(Step step, ErrorText reason) {
        return ErrorText.of("event.call.denied", step, reason);
    }

    static ErrorText withToken(ErrorText detail, String token) {
        return ErrorText.of("event.call.with-token", detail, token);
    }

    static ErrorText whileRunning(ErrorText reason) {
        return ErrorText.of("event.call.ended", reason);
    }

    static ErrorText origin(String origin) {
        return ErrorText.of("event.call.cors", origin);
    }

    public static ErrorText shareUsedUp(String upstream) {
        return ErrorText.of("event.call.share", upstream);
    }

    public static ErrorText slowUpload(long rate) {
        return ErrorText.of("event.call.slow-upload", rate);
    }

    public static ErrorText slowAnswer(long rate) {
        return ErrorText.of("event.call.slow-answer", rate);
    }

    public static ErrorText otherUpstream(Step step) {
        return ErrorText.of("event.call.other-upstream", step);
    }

    public static ErrorText suspended() {
        return ErrorText.of("event.call.suspended");
    }

    public static ErrorText undecided() {
        return ErrorText.of("event.call.undecided");
    }
}
