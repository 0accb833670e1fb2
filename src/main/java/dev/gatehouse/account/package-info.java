/**
 * People: accounts and groups, passwords, passkeys, sign-in, sessions and lockout, with the pages on which a person signs in and
 * out.
 */
@NullMarked
package dev.gatehouse.account;

import org.jspecify.annotations.NullMarked;
