/**
 * Scopes, their URL patterns, and the parsing and matching of request paths.
 *
 * <p>Serves {@code /admin/api/v1/scopes}. {@code client}, {@code service}, {@code token} and {@code gateway} use this
 * package.
 */
@NullMarked
package dev.gatehouse.scope;

import org.jspecify.annotations.NullMarked;
