// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.problem.ErrorText;

/** What can be wrong with a request of a user about the access that they gave. */
public final class AuthorizeErrors {
    private AuthorizeErrors() {}

    public static ErrorText accessNotFound() {
        return ErrorText.of("given-access.not-found");
    }

    public static ErrorText crossSite() {
        return ErrorText.of("cross-site");
    }
}
