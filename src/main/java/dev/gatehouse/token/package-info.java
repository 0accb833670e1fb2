/**
 * Tokens: what is stored about a token, and what a token is worth now.
 *
 * <p>{@code gateway} asks {@link dev.gatehouse.token.TokenStates} only.
 */
@NullMarked
package dev.gatehouse.token;

import org.jspecify.annotations.NullMarked;
