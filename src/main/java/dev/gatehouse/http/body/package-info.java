/**
 * Request bodies: size limits, the shared memory, and reading before a worker thread is used.
 *
 * <p>Has no routes. Every request with a body passes through this package before its resource is called.
 */
@NullMarked
package dev.gatehouse.http.body;

import org.jspecify.annotations.NullMarked;
