/**
 * Connections: the strict HTTP/1.1 decoder, limits on HTTP/2, time limits, limits per address and waiting responses.
 * The rules for a request's head are in {@code RequestHead} (HTTP/1.1), {@code Http2Head} (HTTP/2) and
 * {@code RequestTargets} (both).
 *
 * <p>Has no routes. Every connection of the main port passes through this package.
 */
@NullMarked
package dev.gatehouse.http.connection;

import org.jspecify.annotations.NullMarked;
