/**
 * The pages in which people do what the admin API does: every page presses the API's own button, so that what may be done,
 * what is refused and what is audited is the same. Nothing depends on this room.
 */
@NullMarked
package dev.gatehouse.console;

import org.jspecify.annotations.NullMarked;
