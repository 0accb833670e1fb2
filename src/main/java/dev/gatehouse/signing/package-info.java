/**
 * The tenant's signing keys, their rotation, and the metadata that the tenant publishes (RFC 8414).
 *
 * <p>Serves the key set, {@code /.well-known/} and {@code /admin/api/v1/signing-keys}. {@code token} asks here for
 * signatures.
 */
@NullMarked
package dev.gatehouse.signing;

import org.jspecify.annotations.NullMarked;
