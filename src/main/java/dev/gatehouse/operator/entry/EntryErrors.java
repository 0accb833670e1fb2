// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator.entry;

import dev.gatehouse.problem.ErrorText;

/** The errors of entries. */
final class EntryErrors {
    private EntryErrors() {}

    static ErrorText withoutAccount() {
        return ErrorText.of("tenant.entry-without-account");
    }
}
