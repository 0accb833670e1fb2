// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.authorize;

import dev.gatehouse.problem.ErrorText;

/** The errors of requests about the access that a user granted. */
public final class AuthorizeErrors {
    private AuthorizeErrors() {}

    public static ErrorText accessNotFound() {
        return ErrorText.of("given-access.not-found");
    }

    static ErrorText crossSite() {
        return ErrorText.of("cross-site");
    }
}
