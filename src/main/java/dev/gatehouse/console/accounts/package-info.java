/**
 * The console's pages for accounts, invitations and groups, at {@code /console/accounts}, {@code /console/invitations}
 * and {@code /console/groups}.
 */
@NullMarked
package dev.gatehouse.console.accounts;

import org.jspecify.annotations.NullMarked;
