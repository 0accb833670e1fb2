/**
 * A deployment as the command line client sees it: its address, calls of its admin API, the sign-in with the browser
 * (RFC 8252), and the profiles that keep the tokens.
 *
 * <p>Owns the rules that a token is only sent over HTTPS or to a loopback address, only to the deployment that issued it,
 * and that nobody but the user can read its file. Only {@code cli} uses this package.
 */
@NullMarked
package dev.gatehouse.cli.deployment;

import org.jspecify.annotations.NullMarked;
