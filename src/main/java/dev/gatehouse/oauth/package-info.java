/**
 * The protocol's words: parameters, grant types, errors, scopes and code challenges as RFC 6749 and its family define
 * them. It uses nothing but the JDK and knows nothing of this product; everything else may use it.
 */
@NullMarked
package dev.gatehouse.oauth;

import org.jspecify.annotations.NullMarked;
