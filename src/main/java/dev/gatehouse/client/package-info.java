/**
 * Client registration, client secrets and client authentication (RFC 6749 §2).
 *
 * <p>Serves {@code /admin/api/v1/clients}. {@code token} and {@code authorize} use an immutable
 * {@link dev.gatehouse.client.RegisteredClient}.
 */
@NullMarked
package dev.gatehouse.client;

import org.jspecify.annotations.NullMarked;
