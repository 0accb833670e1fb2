/** The console's pages for scopes and their URL patterns, at {@code /console/scopes}. */
@NullMarked
package dev.gatehouse.console.scopes;

import org.jspecify.annotations.NullMarked;
