/**
 * Tokens: their storage and their current state.
 *
 * <p>{@code gateway} uses {@link dev.gatehouse.token.TokenStates} only.
 */
@NullMarked
package dev.gatehouse.token;

import org.jspecify.annotations.NullMarked;
