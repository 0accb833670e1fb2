/**
 * The OAuth endpoints that clients call: one class for each grant, introspection (RFC 7662) and revocation (RFC 7009).
 *
 * <p>Serves {@code /integration/rest/oAuth/getToken}, {@code /introspect} and {@code /revoke}. {@code authorize} hands
 * authorization codes to this room.
 */
@NullMarked
package dev.gatehouse.token.grant;

import org.jspecify.annotations.NullMarked;
