/** The console's page <em>Why denied?</em>, at {@code /console/why-denied}. */
@NullMarked
package dev.gatehouse.console.whydenied;

import org.jspecify.annotations.NullMarked;
