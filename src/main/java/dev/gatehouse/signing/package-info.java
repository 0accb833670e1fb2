/**
 * The tenant's signing keys, their rotation, and what it publishes about itself: the key set and the authorization server
 * metadata. {@code token} asks here for signatures, and answers how long they have to be checked.
 */
@NullMarked
package dev.gatehouse.signing;

import org.jspecify.annotations.NullMarked;
