// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says of itself.
 *
 * @param jwksUri null: nothing that could be asked
 * @param introspectionEndpoint likewise
 */
record IssuerMetadata(@Nullable URI jwksUri, @Nullable URI introspectionEndpoint) {}
