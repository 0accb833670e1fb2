// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant;

import dev.gatehouse.problem.ErrorText;

/** What can be wrong with the settings of a tenant. */
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
