// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.client;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A client's ids, name, version, description and status, for lists and links. */
@RegisterForReflection
public record ClientReference(
        UUID id,
        String clientId,
        String name,
        String version,
        @Nullable String description,
        boolean active) {}
