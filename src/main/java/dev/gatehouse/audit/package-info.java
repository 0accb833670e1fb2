/**
 * The append-only record of every change and every security decision. Every feature writes here; this room sees only
 * {@code platform} and {@code oauth}.
 */
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
