/**
 * Sign-in with passwords and passkeys (WebAuthn), sessions and known browsers.
 *
 * <p>Serves {@code /}, {@code /signin}, {@code /signout} and {@code /passkeys}. {@code authorize} and the console ask
 * here who has signed in.
 */
@NullMarked
package dev.gatehouse.account.signin;

import org.jspecify.annotations.NullMarked;
