/**
 * Lists: pages, positions and cursors, sort orders, search texts and bounded counts.
 *
 * <p>Has no routes. Every package with a list uses this one.
 */
@NullMarked
package dev.gatehouse.listing;

import org.jspecify.annotations.NullMarked;
