/**
 * The console's page <i>Why denied?</i>, at {@code /console/why-denied}.
 */
@NullMarked
package dev.gatehouse.console.whydenied;

import org.jspecify.annotations.NullMarked;
