/**
 * Connections: the strict HTTP/1.1 decoder, bounds on HTTP/2, deadlines, limits per address and answers that wait.
 *
 * <p>Has no routes. Every connection of the main port passes here.
 */
@NullMarked
package dev.gatehouse.http.connection;

import org.jspecify.annotations.NullMarked;
