/**
 * The tenant's signing keys and what it publishes about itself: the key set and the authorization server metadata.
 * {@code token} asks here for signatures.
 */
@NullMarked
package dev.gatehouse.signing;

import org.jspecify.annotations.NullMarked;
