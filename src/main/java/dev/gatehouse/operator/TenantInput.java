// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant in a request.
 *
 * @param id the ID, chosen once: lower-case letters, digits and hyphens
 * @param name the name for the operator
 * @param hosts the host names without ports; the first one is the host of the issuer
 */
public record TenantInput(
        @Nullable String id,
        @Nullable String name,
        @Nullable List<@Nullable String> hosts) {}
