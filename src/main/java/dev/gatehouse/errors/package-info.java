/**
 * The answers to failures: problem details for the admin API, OAuth errors for clients, pages for people.
 *
 * <p>Has no routes: it maps exceptions to answers. {@code authorize} and the console use its pages.
 */
@NullMarked
package dev.gatehouse.errors;

import org.jspecify.annotations.NullMarked;
