/** The application itself: command line, startup and shutdown. */
@NullMarked
package dev.gatehouse;

import org.jspecify.annotations.NullMarked;
