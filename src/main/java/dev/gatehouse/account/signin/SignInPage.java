// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account.signin;

import org.jspecify.annotations.Nullable;

/**
 * The content of the sign-in page.
 *
 * @param request the ID of the authorization request that waits for this sign-in, if any
 * @param next the Gatehouse page to open after sign-in, if any; see {@link ReturnPath}
 * @param username the username of the previous attempt, to prefill the field; empty at first
 * @param problem the error of the previous attempt, as text for the user
 * @param clientName the application that the user signs in for
 */
public record SignInPage(
        @Nullable String request,
        @Nullable String next,
        String username,
        @Nullable String problem,
        @Nullable String clientName) {}
