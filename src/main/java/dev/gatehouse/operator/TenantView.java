// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in responses.
 *
 * @param issuer the base URL and issuer; null for a default tenant without a base URL and without hosts, which answers
 *     at the loopback hosts
 * @param hosts the registered hosts, first the host of the issuer
 * @param deleteAfter the end of the waiting period before the deletion; null unless the state is {@code DELETING}
 */
@TemplateData
public record TenantView(
        String id,
        String name,
        TenantState state,
        @Nullable String issuer,
        List<String> hosts,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deleteAfter) {
    public TenantView {
        hosts = List.copyOf(hosts);
    }
}
