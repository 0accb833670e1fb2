package dev.gatehouse.account.signin;

import org.jspecify.annotations.Nullable;

/**
 * What the page at the server's own address shows.
 *
 * @param displayName the person who is signed in, if anyone is
 */
public record HomePage(@Nullable String displayName) {}
