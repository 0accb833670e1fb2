/**
 * What every room stands on: configuration, how HTTP is read off the wire, time, randomness and hashing, tenant context, cache coherence between
 * nodes, cross-origin protection, paging, error answers and the embedded database. It knows no feature; every feature
 * may use it, and it sees only {@code oauth}.
 */
@NullMarked
package dev.gatehouse.platform;

import org.jspecify.annotations.NullMarked;
