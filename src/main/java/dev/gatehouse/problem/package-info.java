/**
 * Errors of the admin API and of forms: problem details (RFC 9457), the errors of single fields, and the texts of all
 * error codes in {@code messages/errors.properties} and {@code errors_de.properties}.
 *
 * <p>Has no routes. Every package may throw these exceptions; {@code errors} maps them to responses. Each package
 * declares its codes in its own {@code …Errors} class.
 */
@NullMarked
package dev.gatehouse.problem;

import org.jspecify.annotations.NullMarked;
