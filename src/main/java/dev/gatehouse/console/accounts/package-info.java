/**
 * The console's pages for accounts and groups, at {@code /console/accounts} and {@code /console/groups}.
 */
@NullMarked
package dev.gatehouse.console.accounts;

import org.jspecify.annotations.NullMarked;
