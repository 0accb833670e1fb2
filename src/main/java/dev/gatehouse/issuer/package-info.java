/**
 * Other authorization servers whose tokens count here: which are trusted, what their scopes are worth, and judging a token
 * by its issuer's keys or by asking the issuer. The one place where signatures of tokens are checked. {@code gateway} asks
 * here about tokens that were not issued here.
 */
@NullMarked
package dev.gatehouse.issuer;

import org.jspecify.annotations.NullMarked;
