package dev.gatehouse.account.signin;

import org.jspecify.annotations.Nullable;

/**
 * What the sign-in page shows.
 *
 * @param request id of the authorization request that waits for this sign-in, if any
 * @param next where else the person goes on to, if anywhere; see {@link ReturnPath}
 * @param username what was typed before, to spare typing it again; empty at first
 * @param problem why the last attempt failed, in words for the person
 * @param clientName the application that the person goes on to
 */
public record SignInPage(
        @Nullable String request,
        @Nullable String next,
        String username,
        @Nullable String problem,
        @Nullable String clientName) {}
