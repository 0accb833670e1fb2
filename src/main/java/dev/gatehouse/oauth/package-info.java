/**
 * The terms of the OAuth protocol: parameters, credentials, grant types, errors, scopes and code challenges (RFC 6749
 * and related RFCs).
 *
 * <p>Uses the JDK only. Every package may use this one.
 */
@NullMarked
package dev.gatehouse.oauth;

import org.jspecify.annotations.NullMarked;
