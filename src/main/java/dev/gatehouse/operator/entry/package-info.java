/**
 * Entries of operators into the consoles of tenants: one-time codes, sessions without an account, and their pages on the
 * hosts of the tenants.
 *
 * <p>Serves {@code /operator-entry}. The console reads the entry of a request here; {@code operator} creates entries.
 */
@NullMarked
package dev.gatehouse.operator.entry;

import org.jspecify.annotations.NullMarked;
