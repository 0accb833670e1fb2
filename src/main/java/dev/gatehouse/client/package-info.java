/**
 * Client registration and client authentication. {@code token} and {@code authorize} get a client's registration as an
 * immutable {@link dev.gatehouse.client.RegisteredClient}; this room sees {@code scope}.
 */
@NullMarked
package dev.gatehouse.client;

import org.jspecify.annotations.NullMarked;
