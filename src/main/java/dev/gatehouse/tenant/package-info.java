/**
 * Tenants and the settings of each. Every feature reads settings here; this room sees only {@code platform},
 * {@code oauth} and {@code audit}, where every change of a setting is recorded.
 */
@NullMarked
package dev.gatehouse.tenant;

import org.jspecify.annotations.NullMarked;
