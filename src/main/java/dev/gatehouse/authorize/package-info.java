/**
 * The front channel: the authorization endpoint (RFC 6749 §3.1), the permissions page, and the pages shown where no
 * redirect is safe.
 *
 * <p>Serves {@code /integration/rest/oAuth/authorize} and {@code /approval}. Hands codes and implicit tokens to {@code
 * token.grant}.
 */
@NullMarked
package dev.gatehouse.authorize;

import org.jspecify.annotations.NullMarked;
