// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.openapi;

import dev.gatehouse.testing.Gate;
import java.util.Optional;

/**
 * The callers of a documented API.
 *
 * @param gate the API on its host
 * @param token a token that covers every operation
 * @param reader a token that covers the operations that only read; empty if no scope does
 * @param stranger a valid token that covers no operation
 */
record Callers(Gate gate, String token, Optional<String> reader, String stranger) {}
