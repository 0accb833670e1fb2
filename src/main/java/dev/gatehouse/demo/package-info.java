/**
 * The demonstration: sample data and a small upstream.
 *
 * <p>Runs only with {@code gatehouse.demo}. Nothing depends on this room.
 */
@NullMarked
package dev.gatehouse.demo;

import org.jspecify.annotations.NullMarked;
