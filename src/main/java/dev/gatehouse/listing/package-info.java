/**
 * Lists: pages, positions and cursors, sort orders, search texts and bounded counts.
 *
 * <p>Has no routes. Every room with a list uses it.
 */
@NullMarked
package dev.gatehouse.listing;

import org.jspecify.annotations.NullMarked;
