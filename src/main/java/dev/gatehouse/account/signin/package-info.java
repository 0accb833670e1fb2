/**
 * Sign-in with passwords and passkeys (WebAuthn), sessions and known browsers. The lifetime and the number of sessions
 * are configuration keys, {@code gatehouse.session-…}.
 *
 * <p>Serves {@code /}, {@code /signin}, {@code /signout} and {@code /passkeys}. {@code authorize} and the console read
 * the signed-in user here.
 */
@NullMarked
package dev.gatehouse.account.signin;

import org.jspecify.annotations.NullMarked;
