// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.issuer;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The metadata of an issuer.
 *
 * @param jwksUri null if the metadata has none
 * @param introspectionEndpoint null if the metadata has none
 */
record IssuerMetadata(@Nullable URI jwksUri, @Nullable URI introspectionEndpoint) {}
