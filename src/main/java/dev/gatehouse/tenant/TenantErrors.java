// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.problem.ErrorText;

/** The errors of a tenant's settings. */
final class TenantErrors {
    private TenantErrors() {}

    static ErrorText logoSize(int most) {
        return ErrorText.of("logo.size", most);
    }

    static ErrorText logoType() {
        return ErrorText.of("logo.type");
    }

    static ErrorText logoNotFound() {
        return ErrorText.of("logo.not-found");
    }
}
