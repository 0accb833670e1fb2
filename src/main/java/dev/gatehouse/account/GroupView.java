// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.adminapi.ManagedObjects;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group in responses of the admin API.
 *
 * @param managed true: configuration files manage the group; null: they do not
 */
public record GroupView(
        UUID id,
        String name,
        @Nullable String description,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean managed,
        Instant createdAt) {

    /** An account member of a group. */
    @RegisterForReflection
    public record AccountMember(UUID id, String username, String displayName, boolean active) {}

    /** A client member of a group. */
    @RegisterForReflection
    public record ClientMember(String clientId, String name, String version, boolean active) {}

    static GroupView of(Group group) {
        return new GroupView(
                group.id, group.name, group.description, ManagedObjects.shown(group.managed), group.createdAt);
    }
}
