// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import org.jspecify.annotations.Nullable;

/**
 * The tenant that answers a request.
 *
 * @param id the ID of the tenant
 * @param baseUrl the tenant's base URL without a trailing slash; null if the configuration or the host of the request
 *     determines it
 */
public record ServedTenant(String id, @Nullable String baseUrl) {
    /** The tenant of all requests while a deployment has one tenant. */
    public static final ServedTenant DEFAULT = new ServedTenant(CurrentTenant.DEFAULT, null);
}
