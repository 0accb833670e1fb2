/**
 * The common parts of the console: the sign-in filter, forms, responses, lists and notices. Each section has its own
 * package.
 *
 * <p>Every page calls the admin API's resources in process, so that permissions, rules and audit are the same. No other
 * package depends on the console.
 */
@NullMarked
package dev.gatehouse.console;

import org.jspecify.annotations.NullMarked;
