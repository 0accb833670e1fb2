/**
 * Accounts, groups and their members, roles, passwords and lockouts.
 *
 * <p>Serves {@code /admin/api/v1/accounts} and {@code /groups}. {@code token}, {@code authorize} and the console read
 * users here.
 */
@NullMarked
package dev.gatehouse.account;

import org.jspecify.annotations.NullMarked;
