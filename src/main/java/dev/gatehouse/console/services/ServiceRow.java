// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.console.services;

import dev.gatehouse.service.ServiceViews.ServiceView;
import java.net.URI;

/**
 * An exposed service in a list.
 *
 * @param host the host and port of the upstream
 */
public record ServiceRow(ServiceView service, String host) {
    static ServiceRow of(ServiceView service) {
        return new ServiceRow(service, URI.create(service.upstreamUrl()).getRawAuthority());
    }
}
