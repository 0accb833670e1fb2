/**
 * The console's first page, at {@code /console}.
 */
@NullMarked
package dev.gatehouse.console.overview;

import org.jspecify.annotations.NullMarked;
