/**
 * Scopes, the URL patterns that they cover, and how request paths are read and matched.
 *
 * <p>Serves {@code /admin/api/v1/scopes}. {@code client}, {@code service}, {@code token} and {@code gateway} ask here.
 */
@NullMarked
package dev.gatehouse.scope;

import org.jspecify.annotations.NullMarked;
