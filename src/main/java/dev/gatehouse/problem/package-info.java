/**
 * Errors of the admin API and of forms: problem details (RFC 9457) and the errors of single fields.
 *
 * <p>Has no routes. Every package may throw these exceptions; {@code errors} maps them to responses.
 */
@NullMarked
package dev.gatehouse.problem;

import org.jspecify.annotations.NullMarked;
