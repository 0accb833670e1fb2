/**
 * The demo: sample content and a small upstream.
 *
 * <p>Runs only with {@code gatehouse.demo}. No other package depends on this package except the start of the
 * application.
 */
@NullMarked
package dev.gatehouse.demo;

import org.jspecify.annotations.NullMarked;
