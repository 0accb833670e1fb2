/**
 * What makes a demonstration worth looking at: a small real upstream to protect. Nothing here runs unless
 * {@code gatehouse.demo} is set, and no other package depends on it.
 */
@NullMarked
package dev.gatehouse.demo;

import org.jspecify.annotations.NullMarked;
