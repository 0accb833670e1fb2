package dev.gatehouse.usage;

import dev.gatehouse.listing.Excerpt;

/**
 * Who would notice if the declaration of an upstream were deleted.
 *
 * @param services whose calls go there, by path
 */
public record UpstreamUsage(Excerpt<ServiceReference> services) {}
