/**
 * Enforcement and forwarding: whether a call may pass, and carrying it to its upstream. It knows tokens only through
 * {@link dev.gatehouse.token.TokenStates}; nothing depends on this room.
 */
@NullMarked
package dev.gatehouse.gateway;

import org.jspecify.annotations.NullMarked;
