/**
 * Error responses: problem details for the admin API, OAuth errors for clients, pages for users.
 *
 * <p>Has no routes: this package maps exceptions to responses. {@code authorize} and the console use the error pages.
 */
@NullMarked
package dev.gatehouse.errors;

import org.jspecify.annotations.NullMarked;
