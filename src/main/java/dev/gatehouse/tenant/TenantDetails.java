// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.problem.ErrorText;

/** The details of audit events of the tenant's settings. */
final class TenantDetails {
    private TenantDetails() {}

    static ErrorText logoSet() {
        return ErrorText.of("event.logo.set");
    }

    static ErrorText logoRemoved() {
        return ErrorText.of("event.logo.removed");
    }
}
