/**
 * Tenants and the settings of each. Every feature reads settings here; this room sees only {@code platform} and
 * {@code oauth}.
 */
@NullMarked
package dev.gatehouse.tenant;

import org.jspecify.annotations.NullMarked;
