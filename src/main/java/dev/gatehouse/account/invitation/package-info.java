/**
 * Invitations: one-time links with which a user creates an account and chooses the password.
 *
 * <p>Serves {@code /invitation} and {@code /admin/api/v1/invitations}. The console calls the admin API's resource in
 * process.
 */
@NullMarked
package dev.gatehouse.account.invitation;

import org.jspecify.annotations.NullMarked;
