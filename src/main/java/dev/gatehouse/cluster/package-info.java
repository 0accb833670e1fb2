/**
 * State that the nodes of a deployment share: the change log, caches invalidated by the change log, the list of live
 * nodes, throttles and rate limits.
 *
 * <p>Has no routes. Uses {@code database}; every package with a cache uses this one. A change reaches every node within
 * a second.
 */
@NullMarked
package dev.gatehouse.cluster;

import org.jspecify.annotations.NullMarked;
