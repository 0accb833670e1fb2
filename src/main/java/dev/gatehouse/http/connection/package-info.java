/**
 * Connections: the strict HTTP/1.1 decoder, limits on HTTP/2, time limits, limits per address and waiting responses.
 *
 * <p>Has no routes. Every connection of the main port passes through this package.
 */
@NullMarked
package dev.gatehouse.http.connection;

import org.jspecify.annotations.NullMarked;
