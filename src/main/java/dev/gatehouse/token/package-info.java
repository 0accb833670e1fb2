/**
 * Tokens: their storage and their current state.
 *
 * <p>{@code gateway} uses {@link dev.gatehouse.token.TokenStates} and {@link dev.gatehouse.token.TokenState} only.
 */
@NullMarked
package dev.gatehouse.token;

import org.jspecify.annotations.NullMarked;
