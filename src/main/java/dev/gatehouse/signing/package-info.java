/**
 * The tenant's signing keys, their rotation, and the metadata that the tenant publishes (RFC 8414).
 *
 * <p>Serves the JWK set, {@code /.well-known/} and {@code /admin/api/v1/signing-keys}. {@code token} signs access
 * tokens through this package.
 */
@NullMarked
package dev.gatehouse.signing;

import org.jspecify.annotations.NullMarked;
