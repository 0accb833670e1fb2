// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.service.openapi;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of imports. */
final class ImportDetails {
    private ImportDetails() {}

    static ErrorText counts(int added, int changed, int removed) {
        return ErrorText.of("event.import.counts", added, changed, removed);
    }
}
