/**
 * Scopes, the URL patterns they cover and the one way in which request paths are read and matched. {@code client},
 * {@code token} and {@code gateway} ask here; this room sees {@code platform}, {@code audit} and {@code tenant}.
 */
@NullMarked
package dev.gatehouse.scope;

import org.jspecify.annotations.NullMarked;
