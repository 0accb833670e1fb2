// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;

/**
 * The use of a declared upstream.
 *
 * @param services the services whose calls go to the upstream, by path
 */
public record UpstreamUsage(Excerpt<ServiceReference> services) {}
