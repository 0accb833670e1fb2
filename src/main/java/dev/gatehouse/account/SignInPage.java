package dev.gatehouse.account;

import org.jspecify.annotations.Nullable;

/**
 * What the sign-in page shows.
 *
 * @param request id of the authorization request that waits for this sign-in, if any
 * @param username what was typed before, to spare typing it again; empty at first
 * @param problem why the last attempt failed, in words for the person
 * @param clientName the application that the person goes on to
 */
public record SignInPage(
        @Nullable String request,
        String username,
        @Nullable String problem,
        @Nullable String clientName) {}
