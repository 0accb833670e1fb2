// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.partner;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of exports for partners. */
final class PartnerDetails {
    private PartnerDetails() {}

    static ErrorText collection() {
        return ErrorText.of("event.export.collection");
    }

    static ErrorText environment() {
        return ErrorText.of("event.export.environment");
    }
}
