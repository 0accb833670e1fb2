// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.database.archive;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * The first line of an archive.
 *
 * @param schema the version of the database schema from which the rows come
 * @param hosts the hosts of the tenant, first the host of the issuer
 */
@RegisterForReflection
public record ArchiveHeader(String id, String name, List<String> hosts, int schema, Instant exportedAt) {
    public ArchiveHeader {
        hosts = List.copyOf(hosts);
    }
}
