/**
 * The back channel and every token's life: the token endpoint, one class per grant, what a token is now and what ends it.
 * {@code authorize} hands codes over; {@code gateway} asks {@link dev.gatehouse.token.TokenStates} alone.
 */
@NullMarked
package dev.gatehouse.token;

import org.jspecify.annotations.NullMarked;
