// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.http.connection;

import dev.gatehouse.problem.ErrorText;
import java.util.List;

/** The errors of requests that are rejected before routing. */
final class ConnectionErrors {
    private ConnectionErrors() {}

    static ErrorText unknownMethod(List<String> known) {
        return ErrorText.of("request.method-unknown", known);
    }

    static ErrorText lineTooLong(int most) {
        return ErrorText.of("request.line-too-long", most);
    }

    static ErrorText headTooLong(int most) {
        return ErrorText.of("request.head-too-long", most);
    }

    static ErrorText headLate() {
        return ErrorText.of("request.head-late");
    }
}
