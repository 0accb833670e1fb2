// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.tenant.host;

import dev.gatehouse.platform.ServedTenant;

/** The answer to the question which tenant has a host. */
sealed interface HostOwner {
    /** A tenant that answers. */
    record Served(ServedTenant tenant) implements HostOwner {}

    /** A tenant that the operator has suspended. */
    record Suspended() implements HostOwner {}

    /** No tenant has the host. */
    record Nobody() implements HostOwner {}
}
