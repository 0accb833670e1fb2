package dev.gatehouse.console.tokens;

import org.jspecify.annotations.Nullable;

/**
 * Whose tokens a list is narrowed to, as people know them.
 *
 * @param client null: anybody's; its id, if there is no such client any more
 */
public record TokenListOf(@Nullable String client, @Nullable String account) {}
