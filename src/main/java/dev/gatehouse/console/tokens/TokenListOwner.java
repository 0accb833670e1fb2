// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.tokens;

import org.jspecify.annotations.Nullable;

/**
 * The names of the client and account by which a token list is filtered.
 *
 * @param client the client's name and version, or its id if the client no longer exists; null: all clients
 * @param account the username, or the id if the account no longer exists; null: all accounts
 */
public record TokenListOwner(
        @Nullable String client, @Nullable String account) {}
