/** The console's pages of Token Management, at {@code /console/tokens}. */
@NullMarked
package dev.gatehouse.console.tokens;

import org.jspecify.annotations.NullMarked;
