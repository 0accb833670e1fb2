/**
 * The OAuth endpoints of the back channel: one class for each grant type, introspection (RFC 7662) and revocation (RFC
 * 7009).
 *
 * <p>Serves {@code /integration/rest/oAuth/getToken}, {@code /introspect} and {@code /revoke}. {@code authorize} issues
 * authorization codes through this package.
 */
@NullMarked
package dev.gatehouse.token.grant;

import org.jspecify.annotations.NullMarked;
