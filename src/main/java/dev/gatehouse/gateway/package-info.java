/**
 * The gateway's decision: whether a call may pass, the challenge when it may not, rate limits, cross-origin calls and
 * forward-auth. {@link dev.gatehouse.gateway.AccessDecisions} has all checks of a call.
 *
 * <p>Serves {@code /integration/rest/oAuth/check} and protected resource metadata (RFC 9728). Knows tokens through
 * {@link dev.gatehouse.token.TokenStates} and {@link dev.gatehouse.token.TokenState} only.
 */
@NullMarked
package dev.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
