/**
 * Request bodies: limits, the memory that all bodies share, and reading a body before a thread is used.
 *
 * <p>Has no routes. Every request with a body passes here before its resource is called.
 */
@NullMarked
package dev.gatehouse.http.body;

import org.jspecify.annotations.NullMarked;
