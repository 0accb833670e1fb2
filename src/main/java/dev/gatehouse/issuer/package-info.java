/**
 * Trusted issuers: other authorization servers whose tokens Gatehouse accepts.
 *
 * <p>Serves {@code /admin/api/v1/issuers}. {@code gateway} asks here about tokens that Gatehouse did not issue.
 * Signatures of tokens are checked here only.
 */
@NullMarked
package dev.gatehouse.issuer;

import org.jspecify.annotations.NullMarked;
