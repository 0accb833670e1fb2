/**
 * The terms of the protocol: parameters, grant types, errors, scopes and code challenges as RFC 6749 and its family
 * define them.
 *
 * <p>Uses the JDK only. Every room may use this one.
 */
@NullMarked
package dev.gatehouse.oauth;

import org.jspecify.annotations.NullMarked;
