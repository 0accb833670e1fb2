/**
 * Forwarding of allowed calls to upstreams: one {@code Exchange} for each call, connections, circuit breakers,
 * bulkheads and the metrics of upstreams.
 *
 * <p>Serves everything below {@code /integration/} that is no OAuth endpoint. Runs on event loops; nothing here blocks.
 */
@NullMarked
package dev.gatehouse.gateway.forward;

import org.jspecify.annotations.NullMarked;
