/**
 * The front channel: the authorization endpoint (RFC 6749 §3.1), the permissions page, and error pages for cases
 * without a safe redirect.
 *
 * <p>Serves {@code /integration/rest/oAuth/authorize} and {@code /approval}. Issues codes and implicit tokens through
 * {@code token.grant}.
 */
@NullMarked
package dev.gatehouse.authorize;

import org.jspecify.annotations.NullMarked;
